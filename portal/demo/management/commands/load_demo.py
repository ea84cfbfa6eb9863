"""`manage.py load_demo`: the demo clinic, once. Safe to call at every start."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.demo import loader


class Command(BaseCommand):
    help = "Loads the invented demo clinic, once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        def said(done: int, of: int) -> None:
            if done % 100 == 0 or done == of:
                self.stdout.write(f"demo clinic: {done} of {of} steps")

        try:
            loaded = loader.load(said=said)
        except loader.HalfLoaded as error:
            raise CommandError(
                "The demo was interrupted while it loaded. Delete the data folder (.data) and start again."
            ) from error
        self.stdout.write("demo clinic: loaded" if loaded else "demo clinic: already there")
