"""`manage.py verify_audit`: exit code 0 where the chain holds, 1 where it does not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit import chain, head, record
from portal.audit.models import Link
from portal.audit.verify import verify
from portal.kernel.actor import Actor

_SAYS = {
    "changed": "entry {entry_id} (link {n}) was changed after it was sealed",
    "removed": "entry {entry_id} (link {n}) was removed",
    "gap": "link {n} is missing",
    "broken": "link {n} does not follow from the one before it",
    "cut": "the end was cut off: link {n} and later ones are missing",
    "head_missing": "there is no head file: a cut-off end could not be seen",
    "head_damaged": "the head file cannot be read",
    "unsealed": "entry {entry_id} has waited for its link for more than five minutes",
}


class Command(BaseCommand):
    help = "Checks that no audit entry was changed or removed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--restart-head",
            action="store_true",
            help="after a restore: take the chain's present end as its head, and write that into the audit",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["restart_head"]:
            self._restart_head()
        verdict = verify()
        for problem in verdict.problems:
            self.stdout.write(_SAYS[problem.trouble].format(n=problem.n, entry_id=problem.entry_id))
        if not verdict.holds:
            raise CommandError(
                f"The audit does not hold ({verdict.sealed} sealed, {verdict.waiting} waiting)."
            )
        self.stdout.write(f"The audit holds: {verdict.sealed} sealed, {verdict.waiting} waiting.")

    def _restart_head(self) -> None:
        record(Actor.system("audit"), "audit.head_restarted", object_type="audit_link")
        last = Link.objects.order_by("-n").first()
        head.remember(last.n if last else 0, bytes(last.hash) if last else chain.START, restart=True)
        chain.seal()
