"""Walk 4: a relative is invited, sees only what is granted, learns live, and loses what is taken back."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_sign_in import answer_first_questions, phone_that_unlocks, roles
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
EMAIL = "rosa.walk@example.test"

WHO = "neighbour"  # walk 1 has the first patient

# A week and a plan to share, something to read, a family session whose doors are open.
SETTING = f"""
from dataclasses import replace
from portal.education import actions as education
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.portal.careplan import objects as careplan
from tests.portal.live import objects as live
from tests.portal.schedule import objects as schedule
from tests.world import SETUP
world = found()
education.publish_library(Actor.system("walk"))
track = programs.add_track(SETUP, program_id=world.program.id, name="Walk 4", part_of_day="afternoon")
schedule.enrol(world, {WHO!r}, track_id=track.id)
# Their own day: on a Sunday evening UTC is a week ahead.
today = clock.local(clock.now(), world.program.timezone).date()
schedule.series(world, track_id=track.id, starts_on=today)
off_team = {{"therapist": world.people["off_team"]}}
careplan.goal(replace(world, patient=world.neighbour, people=world.people | off_team), title="Cook twice")
out = {{"patient": str(world.neighbour.id), "session": str(live.session(world).id)}}
"""
CODE = f"""
from portal.accounts import codes
from portal.accounts.models import Invitation
out = codes.invitation_code(Invitation.objects.get(email="{EMAIL}").id)
"""
STATUS = "(path) => fetch(path).then((answer) => answer.status)"
BODY = "(path) => fetch(path).then((answer) => answer.text())"


@pytest.fixture(scope="module")
def setting(clinic: Clinic) -> dict[str, Any]:
    made: dict[str, Any] = clinic.shell(SETTING)
    return made


def invite(phone: Page) -> None:
    """As a patient does it: who, what, until when, a look at it with their eyes, the signature."""
    phone.goto("/sharing")
    phone.get_by_role("link", name="Invite someone").click()
    phone.get_by_label("Their name").fill("Rosa")
    phone.get_by_label("Their email").fill(EMAIL)
    phone.get_by_label("Who they are to you").fill("sister")
    phone.locator("label.choice", has_text="Schedule").click()
    expect(phone.get_by_label("Until when")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    phone.get_by_role("button", name="See it as they will").click()
    sheet = phone.get_by_role("dialog", name="What Rosa would see")
    expect(sheet.get_by_text("Group", exact=True).first).to_be_visible()
    # Neither the group's own name nor the plan is part of it.
    for other in ("Skills group", "Cook twice"):
        expect(sheet.get_by_text(other)).to_have_count(0)
    sheet.get_by_role("button", name="Close").click()
    # What lies under an open sheet takes no words.
    expect(phone.get_by_role("dialog")).to_have_count(0)
    phone.get_by_label("Your full name, as your signature").fill("Neighbour Legal")
    phone.get_by_role("button", name="Sign and invite").click()
    expect(phone.get_by_text("Rosa gets an email with a link.")).to_be_visible()


def accept(page: Page, code: str) -> None:
    page.goto(f"/welcome#{code}")
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="I kept them").click()
    answer_first_questions(page, own=False)
    expect(page).to_have_url(re.compile("/family$"))


def sees_only_the_week(page: Page, patient: str) -> None:
    assert roles(page) == ["relative"]
    expect(page.get_by_role("link", name="Neighbour: the week")).to_be_visible()
    expect(page.get_by_role("link", name="Neighbour: the plan")).to_have_count(0)
    at = f"/api/v1/patients/{patient}"
    assert page.evaluate(STATUS, f"{at}/week") == 200
    for other in ("plan", "plan-summary", "measures", "care-team"):
        assert page.evaluate(STATUS, f"{at}/{other}") == 404, other


def reads_an_article(page: Page) -> None:
    page.get_by_role("link", name="Learn").click()
    page.locator("a[href^='/learn/']:not([href='/learn/course'])").first.click()
    page.get_by_role("button", name="I understand").click()
    expect(page.get_by_text("You marked this as understood.")).to_be_visible()


def card_of(page: Page) -> Locator:
    return page.locator(".card").filter(has=page.get_by_role("heading", name="Listening first"))


def learns_live(page: Page, host: Page, session: str) -> None:
    """Takes a place, waits at the door, sees the host's slides change, asks and is answered."""
    page.goto("/sessions")
    card_of(page).get_by_role("button", name="Take a place").click()
    expect(card_of(page).get_by_text("You have a place")).to_be_visible()
    card_of(page).get_by_role("link", name="Join").click()
    expect(page.get_by_text("This page changes by itself.")).to_be_visible()

    host.get_by_role("button", name="Open the session").click()
    expect(page.get_by_role("heading", name="Slide 1")).to_be_visible()
    expect(host.get_by_text("1 person is here")).to_be_visible()
    host.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Slide 2")).to_be_visible()

    page.get_by_label("Ask Therapist a question").fill("What helps at night?")
    page.get_by_role("button", name="Send", exact=True).click()
    asked = host.locator(".question").filter(has_text="What helps at night?")
    expect(asked).to_contain_text("Without a name")
    expect(host.get_by_text("Rosa")).to_have_count(0)
    asked.get_by_label("Your answer").fill("Keep the evening quiet, and the same each day.")
    asked.get_by_role("button", name="Answer for everyone").click()
    expect(page.get_by_text("Keep the evening quiet")).to_be_visible()


def takes_it_back(phone: Page, relative: Page) -> None:
    """Five seconds count from before the tap, which is earlier than the commit."""
    phone.goto("/sharing")
    phone.get_by_role("link", name="Rosa, sister").click()
    phone.get_by_role("button", name="Take it back").click()
    before = time.monotonic()
    phone.get_by_role("button", name="Stop sharing now").click()
    expect(relative.get_by_text("This part is not shared with you")).to_be_visible(timeout=5_000)
    expect(relative.get_by_text("Group", exact=True)).to_have_count(0, timeout=1_000)
    assert time.monotonic() - before < 5


@pytest.mark.feature("F1.b")
def test_a_relative_sees_what_is_granted_learns_live_and_loses_it_when_it_is_taken_back(
    page_as: Open, clinic: Clinic, setting: dict[str, Any]
) -> None:
    phone = page_as(WHO)
    invite(phone)
    relative = page_as()
    with phone_that_unlocks(relative):
        accept(relative, clinic.shell(CODE))
    sees_only_the_week(relative, setting["patient"])
    reads_an_article(relative)
    host = page_as("therapist", size=LAPTOP, path=f"/sessions/{setting['session']}/host")
    learns_live(relative, host, setting["session"])

    relative.goto("/family")
    relative.get_by_role("link", name="Neighbour: the week").click()
    expect(relative.get_by_text("Group", exact=True).first).to_be_visible()
    takes_it_back(phone, relative)
    assert relative.evaluate(STATUS, f"/api/v1/patients/{setting['patient']}/week") == 404

    relative.get_by_role("link", name="Go to learning").click()
    expect(relative.locator("a[href^='/learn/']").first).to_be_visible()
    relative.goto(f"/sessions/{setting['session']}")
    expect(relative.get_by_role("heading", name="Slide 2")).to_be_visible()
    relative.goto("/family")
    expect(relative.get_by_text("Nothing is shared with you right now.")).to_be_visible()


@pytest.mark.feature("F2.a", "F2.b")
def test_an_account_for_learning_alone_learns_nothing_about_who_is_a_patient(
    page_as: Open, setting: dict[str, Any]
) -> None:
    page = page_as("relative_none", path="/family")
    expect(page.get_by_text("Nothing is shared with you right now.")).to_be_visible()
    expect(page.get_by_text("Neighbour")).to_have_count(0)
    real, made_up = setting["patient"], "0192aaaa-0000-7000-8000-000000000000"
    for part in ("", "/week", "/plan", "/today", "/care-team"):
        found = [page.evaluate(BODY, f"/api/v1/patients/{who}{part}") for who in (real, made_up)]
        assert found[0].replace(real, made_up) == found[1], part
        assert '"status":404' in found[0].replace(" ", "")
    page.goto("/learn")
    expect(page.locator("a[href^='/learn/']").first).to_be_visible()
