"""The command that starts a clinic on a new server."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from portal.accounts.models import Invitation
from portal.programs.models import Clinic, Program, Staff

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = ("--clinic=Riverside", "--program=Day program", "--name=Ada Nowak", "--email=ada@example.test")
ZONE = "--timezone=America/Chicago"


def test_it_makes_the_clinic_and_mails_the_first_administrator() -> None:
    call_command("found_clinic", *GIVEN, ZONE)
    call_command("relay", "--once")
    assert Clinic.objects.get().name == "Riverside"
    assert Program.objects.get().timezone == "America/Chicago"
    assert Staff.objects.get().role == "administrator"
    assert Invitation.objects.get().second_factor
    assert [sent.to for sent in mail.outbox] == [["ada@example.test"]]


def test_run_again_it_only_invites_again() -> None:
    call_command("found_clinic", *GIVEN, ZONE)
    call_command("found_clinic", *GIVEN, ZONE)
    assert Staff.objects.count() == Clinic.objects.count() == 1
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


def test_nobody_else_becomes_administrator_by_it() -> None:
    call_command("found_clinic", *GIVEN, ZONE)
    with pytest.raises(CommandError, match="its administrator invites everybody else"):
        call_command("found_clinic", *GIVEN[:3], ZONE, "--email=mallory@example.test")
    assert Staff.objects.count() == 1


def test_a_wrong_time_zone_is_named_and_can_be_mended() -> None:
    with pytest.raises(CommandError, match=r"[Tt]ime zone"):
        call_command("found_clinic", *GIVEN, "--timezone=Mars/Olympus")
    call_command("found_clinic", *GIVEN, ZONE)
    assert Program.objects.count() == 1
