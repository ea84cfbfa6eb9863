"""`manage.py found_clinic`: the first steps on a new server, where nobody can sign in yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.kernel.actor import Actor
from portal.kernel.errors import DomainError
from portal.kernel.text import t
from portal.programs import actions
from portal.programs.models import Clinic, Program, Staff


class Command(BaseCommand):
    help = (
        "Makes the clinic, its first program, and mails the first administrator an invitation. "
        "Once it is done, run again it only sends a new invitation, until it is accepted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clinic", required=True, help="its name")
        parser.add_argument("--program", required=True, help="the name of its first program")
        parser.add_argument("--timezone", required=True, help="where the program is, as America/New_York")
        parser.add_argument("--name", required=True, help="the administrator's name")
        parser.add_argument("--email", required=True, help="where the invitation goes")

    def handle(self, *_args: Any, **given: Any) -> None:
        actor = Actor.system("found_clinic")
        try:
            staff = self._administrator(given["email"].strip().lower()) or self._found(actor, given)
            actions.invite_staff(actor, staff_id=staff.id)
        except DomainError as error:
            raise CommandError(t(error.key, "en", **error.params)) from error
        self.stdout.write("The invitation is on its way by mail. It is good for seven days.")

    def _administrator(self, email: str) -> Staff | None:
        """The one that an earlier run made."""
        posts = Staff.objects.filter(role="administrator", email=email, ended_at=None, account=None)
        return posts.first()

    def _found(self, actor: Actor, given: dict[str, Any]) -> Staff:
        if not Clinic.objects.exists():
            actions.found_clinic(actor, name=given["clinic"])
        elif Program.objects.exists():
            raise CommandError("The clinic exists: its administrator invites everybody else.")
        program = actions.create_program(actor, name=given["program"], timezone=given["timezone"])
        return actions.add_staff(
            actor, program_id=program.id, role="administrator", name=given["name"], email=given["email"]
        )
