"""`manage.py rekey`: puts every data key under the newest master key, so that an old one can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit import record
from portal.kernel import crypto
from portal.kernel.actor import Actor


class Command(BaseCommand):
    help = "Wraps all data keys with the newest master key. Safe while the product runs, and to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        actor = Actor.system("rekey")
        record(actor, "keys.rekey_start", object_type="datakey")
        try:
            moved = crypto.rekey()
        except crypto.SealBroken as error:
            record(actor, "keys.rekey", object_type="datakey", outcome="failed")
            raise CommandError(f"{error} Nothing of it was lost: add the key, and run this again.") from error
        record(actor, "keys.rekey", object_type="datakey", count=moved)
        self.stdout.write(f"{moved} data keys moved. Older master keys may leave the settings now.")
