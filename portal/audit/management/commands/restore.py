"""`manage.py restore FILE`: a backup into an empty database, then a walk over the audit chain."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit import backups
from portal.kernel.archive import ArchiveBroken
from portal.kernel.dump import DumpFailed


class Command(BaseCommand):
    help = "Restores FILE into an empty database. All or nothing. Afterwards everybody signs in again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            with file.open("rb") as source:
                done = backups.restore(source)
        except backups.NotEmpty:
            raise CommandError(
                "The database is not empty: make a new one, and point DATABASE_URL to it."
            ) from None
        except (ArchiveBroken, DumpFailed, OSError) as error:
            raise CommandError(f"Nothing was restored: {error}") from error
        self._say(done)

    def _say(self, done: backups.Restored) -> None:
        at = f"{done.contents.at:%Y-%m-%d %H:%M} UTC"
        self.stdout.write(f"Restored backup {done.contents.id} of {at}. Everybody has to sign in again.")
        if done.lost:
            self.stdout.write(f"Lost: {done.lost} audit links after it, by the head file of this host.")
        self.stdout.write(f"Consents withdrawn and rights ended after {at} are open again: end them now.")
        if done.closed:
            raise CommandError(
                f"Sealed text cannot be read without the right master keys: {', '.join(done.closed)}."
            )
        if not done.verdict.holds:
            raise CommandError("The audit chain does not hold: run verify_audit to see where.")
        self.stdout.write(f"The audit holds: {done.verdict.sealed} sealed, {done.verdict.waiting} waiting.")
        self.stdout.write("Now run migrate, in case the backup is of an older version.")
