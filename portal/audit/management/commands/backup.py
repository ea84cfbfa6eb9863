"""`manage.py backup FILE`: the whole database in one sealed file. Keys are never in it."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit import backups
from portal.kernel.dump import DumpFailed


class Command(BaseCommand):
    help = "Writes the database to FILE, sealed with BACKUP_KEY. FILE must not exist yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        draft = file.with_name(f"{file.name}.new")
        if file.exists() or draft.exists():
            raise CommandError(f"{file} or {draft.name} exists already: choose another name.")
        backups.key()
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                contents, size = backups.make(out)
                out.flush()
                os.fsync(out.fileno())
            draft.replace(file)
        except (DumpFailed, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        finally:
            draft.unlink(missing_ok=True)
        self.stdout.write(
            f"Backup {contents.id} of {contents.at:%Y-%m-%d %H:%M} UTC: {size} bytes before sealing, "
            f"audit chain to link {contents.n}."
        )
