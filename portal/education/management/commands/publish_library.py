"""`manage.py publish_library`: brings the library to what this version of the product ships."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.education import actions
from portal.kernel.actor import Actor


class Command(BaseCommand):
    help = "Publishes the articles, decks and the course that this version ships. Safe to run again."

    def handle(self, *_args: Any, **_options: Any) -> None:
        written = actions.publish_library(Actor.system("education.publish_library"))
        self.stdout.write(f"library: {written} written")
