"""Fills a database with the cast of `tests/world.py`: run as `python -m tests.e2e.cast_clinic`.

Their addresses become those of demo people, so that "patient" or "therapist" is one tap in the demo.
"""

import django

django.setup()

from portal.accounts.models import Account  # noqa: E402 - needs Django to be set up
from portal.demo.people import email_of  # noqa: E402 - needs Django to be set up
from tests.world import build  # noqa: E402 - needs Django to be set up


def fill() -> None:
    for who, account in build().people.items():
        Account.objects.filter(id=account.id).update(email=email_of(who))


if __name__ == "__main__":
    fill()
