"""Nobody is connected: the team answers, one notice leaves, and a tap on it leads to that very message."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_walk_3_reminder import daytime_zone, until

Open = Callable[..., Page]
ANSWER = "Yes, Thursday at four works for the laces and the loom."

# A patient of this journey alone, on the therapist's team, with a phone that gets pushes and no mail.
PERSON = """
from uuid import uuid4
from portal.accounts.models import Account
from portal.demo.people import email_of
from portal.kernel.actor import Actor
from portal.messaging import actions as messaging
from portal.messaging.models import Message
from portal.notify import devices, preferences
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.world import SETUP, _patient
world = found()
patient = _patient(world.program, "noticed", world.people)
programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["therapist"].id)
account = world.people["noticed"]
Account.objects.filter(id=account.id).update(email=email_of("noticed"), timezone={zone!r})
me = Actor.person(account.id)
endpoint = "https://fcm.googleapis.com/fcm/send/noticed"
devices.add_push_device(me, endpoint=endpoint, keys={{"p256dh": "k", "auth": "a"}})
preferences.change_preferences(me, version=0, changes={{"email": False}})
for n in range(12):
    sent = messaging.send_message(me, key=uuid4(), body=f"Question {{n}}", topic="schedule")
out = {{"account": str(account.id), "thread": str(Message.objects.get(id=sent.message_id).thread_id)}}
"""


@pytest.fixture
def jobs(clinic: Clinic) -> Iterator[None]:
    for name in ("beat", "worker"):
        clinic.start_service(name)
    yield
    for name in ("beat", "worker"):
        clinic.stop_service(name)


@pytest.fixture(scope="module")
def person(clinic: Clinic) -> dict[str, Any]:
    made: dict[str, Any] = clinic.shell(PERSON.format(zone=daytime_zone()))
    return made


def answer(page: Page) -> None:
    page.get_by_label("Reply to Noticed").fill(ANSWER)
    page.get_by_role("button", name="Send as Therapist").click()
    expect(page.locator(".bubble", has_text=ANSWER)).to_be_visible()


@pytest.mark.feature("B6.a")
def test_an_answer_to_a_closed_phone_is_one_push_and_its_tap_leads_through_sign_in_to_it(
    page_as: Open, person: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    team = page_as("therapist", path=f"/inbox/{person['thread']}")
    expect(team.get_by_label("Reply to Noticed")).to_be_visible()
    # Only now: while worker and beat start, a page on two busy cores waits for its parts.
    request.getfixturevalue("jobs")
    answer(team)

    def left() -> list[dict[str, Any]]:
        rows = team.request.get("/demo/notices").json()
        return [row for row in rows if person["thread"] in row["path"]]

    [row] = until("pushed", left, seconds=40)
    assert (row["channel"], row["text"], row["times"]) == ("push", "You have a new message.", 1)
    assert row["path"] == f"/messages/{person['thread']}?at=13"

    phone = page_as(path=row["path"])  # nobody is signed in on this phone
    expect(phone).to_have_url(re.compile("/sign-in$"))
    phone.get_by_role("button", name="Email and password").click()
    phone.get_by_label("Email").fill("noticed@demo.example")
    phone.get_by_label("Password").fill("a long enough password")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    phone.get_by_text("I share it").click()  # the last question before the app opens
    phone.get_by_role("button", name="Go on").click()
    expect(phone).to_have_url(re.compile(re.escape(row["path"]) + "$"))
    expect(phone.get_by_text(ANSWER)).to_be_in_viewport()
