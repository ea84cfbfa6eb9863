"""Fills a database for the faults: `python -m tests.faults.people`. Prints who is there, as JSON.

To the cast of `tests/world.py` (most of whom may read none of these conversations) come eight patients with
a conversation each, and six therapists, two on the team of each patient. Who is entitled is written here by
hand: the checker must not ask the product whom the product should tell.
"""

import json
import sys
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs Django to be set up
from django.contrib.auth.hashers import make_password  # noqa: E402 - needs Django to be set up
from django.test import Client  # noqa: E402 - needs Django to be set up

from portal.accounts.models import Account  # noqa: E402 - needs Django to be set up
from portal.kernel import clock  # noqa: E402 - needs Django to be set up
from portal.kernel.actor import Actor  # noqa: E402 - needs Django to be set up
from portal.messaging import actions as messaging  # noqa: E402 - needs Django to be set up
from portal.messaging import selectors  # noqa: E402 - needs Django to be set up
from portal.messaging.models import Thread  # noqa: E402 - needs Django to be set up
from portal.programs import actions as programs  # noqa: E402 - needs Django to be set up
from tests.faults.cast import PASSWORD, PATIENTS, SIGNS_IN, THERAPISTS, team_of  # noqa: E402 - as above
from tests.world import SETUP, World, account, build, sign_in  # noqa: E402 - needs Django to be set up

FAST = "django.contrib.auth.hashers.MD5PasswordHasher"


def fill() -> list[dict[str, Any]]:
    """Everybody, and the conversations: [{"id", "entitled"}]."""
    settings.PASSWORD_HASHERS = [FAST, *settings.PASSWORD_HASHERS]
    world = build()
    posts = {who: _therapist(world, who) for who in THERAPISTS}
    threads = []
    for n, who in enumerate(PATIENTS):
        patient_id = _patient(world, who)
        for member in team_of(n):
            programs.assign_to_team(SETUP, patient_id=patient_id, staff_id=posts[member])
        actor = Actor.person(world.people[who].id)
        sent = messaging.send_message(actor, key=uuid4(), body=f"beginning-{who}", topic="other")
        thread_id = selectors.delivery(actor, message_id=sent.message_id).view.thread.id
        threads.append({"id": str(thread_id), "entitled": [who, *team_of(n), "lead"]})
    # The one who signs in by password while something is down, with the hash that the product uses.
    Account.objects.filter(id=world.people[SIGNS_IN].id).update(
        password=make_password(PASSWORD, hasher="pbkdf2_sha256")
    )
    return threads


def _therapist(world: World, who: str) -> Any:
    world.people[who] = account(who, second_factor=True)
    email = world.people[who].email
    post = programs.add_staff(SETUP, program_id=world.program.id, role="therapist", name=who, email=email)
    return programs.link_staff_account(SETUP, staff_id=post.id, account_id=world.people[who].id).id


def _patient(world: World, who: str) -> Any:
    world.people[who] = account(who)
    row = programs.admit_patient(
        SETUP, program_id=world.program.id, preferred_name=who, full_name=f"{who} Legal",
        admitted_on=clock.now().date() - timedelta(days=20), birth_date=date(1990, 2, 3),
    )  # fmt: skip
    return programs.link_account(SETUP, patient_id=row.id, account_id=world.people[who].id).id


def cookies(who: str, count: int) -> list[str]:
    """That many devices of one person, each signed in with a session of its own."""
    found = Account.objects.get(email=f"{who}@example.test")
    made = []
    for _ in range(count):
        client = Client()
        sign_in(client, found, device="own")
        made.append(str(client.cookies[settings.SESSION_COOKIE_NAME].value))
    return made


def lengths() -> dict[str, int]:
    """The last number of each conversation."""
    return {str(row.id): row.last_seq for row in Thread.objects.all()}


if __name__ == "__main__":
    json.dump(fill(), sys.stdout)
