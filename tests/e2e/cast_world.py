"""The cast of a running clinic, found again: for what `clinic.shell` adds with the objects of the domains."""

from portal.accounts.models import Account
from portal.demo.people import email_of
from portal.programs.models import Clinic, Patient, Program, Staff, Track
from tests.world import CAST, World


def found() -> World:
    """The world that `cast_clinic` filled in."""
    emails = {email_of(who): who for who in CAST}
    people = {emails[row.email]: row for row in Account.objects.filter(email__in=emails)}
    patients = {who: Patient.objects.get(account=people[who]) for who in ("patient", "neighbour", "stranger")}
    program, other = patients["patient"].program, patients["stranger"].program
    posts = Staff.objects.filter(account__in=people.values()).select_related("account")
    return World(
        Clinic.objects.get(), Program.objects.get(id=program.id), other, Track.objects.get(name="Evening"),
        patients["patient"], patients["neighbour"], patients["stranger"], people,
        {emails[post.account.email]: post for post in posts if post.account},
    )  # fmt: skip
