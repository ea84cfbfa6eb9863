"""`manage.py dead_letters list | retry [id ...]`: reactions that failed eight times."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.outbox import jobs


class Command(BaseCommand):
    help = "Shows the quarantined outbox reactions, or gives them new tries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["list", "retry"])
        parser.add_argument("ids", nargs="*", type=int, help="job ids; none: all")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["what"] == "retry":
            self.stdout.write(f"{jobs.retry(options['ids'] or None)} due again")
            return
        found = jobs.dead()
        for job in found:
            self.stdout.write(
                f"{job.pk}  {job.handler}  {job.event.kind}  {job.event.object_id}  {job.last_error}"
            )
        self.stdout.write(f"{len(found)} in quarantine")
