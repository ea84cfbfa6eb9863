"""Practice on the phone: a coping card without a network, a note that waits, help beside words of risk."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_messages_on_the_phone import GO, OWN_DEVICE
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
WHO = "practices"  # a patient of this file alone: an alert puts all their threads first
PIN = "135790"
GRAVE = "Everything is too much and I want to kill myself."
NOTED = """
from datetime import timedelta
from uuid import uuid4
from portal.accounts.models import Account
from portal.demo.people import email_of
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.practice import actions
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.world import SETUP, account
world = found()
person = account("practices")
Account.objects.filter(id=person.id).update(email=email_of("practices"), preferred_name="Piper")
patient = programs.admit_patient(
    SETUP, program_id=world.other_program.id, preferred_name="Piper", full_name="Piper Legal",
    admitted_on=clock.now().date() - timedelta(days=9), birth_date=None)
programs.link_account(SETUP, patient_id=patient.id, account_id=person.id)
programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["other_therapist"].id)
me = Actor.person(person.id)
for before, after in ((7, 4), (8, 4), (6, 4)):
    actions.log_practice(me, patient_id=patient.id, key=uuid4(), skill="paced-breathing",
        before=before, after=after, situation="Before the call")
actions.choose_cards(me, patient_id=patient.id, skills=["five-senses", "paced-breathing"])
out = str(patient.id)
"""


@pytest.fixture(scope="module")
def patient(clinic: Clinic) -> Any:
    return clinic.shell(NOTED)


def unlock(page: Page) -> None:
    page.get_by_label("Your PIN for this phone").fill(PIN)
    page.get_by_role("button", name="Unlock").click()


def rate(page: Page, question: str, value: int) -> None:
    page.get_by_role("group", name=question).get_by_role("radio", name=str(value), exact=True).check()


@pytest.mark.feature("K6.a", "K1.b", "K4.a")
def test_a_chosen_card_opens_offline_in_two_taps_and_a_note_made_there_is_sent_later(
    page_as: Open, patient: str
) -> None:
    page = page_as(WHO, path="/pin", watch=False)
    assert page.evaluate(OWN_DEVICE) == 200
    page.goto("/pin")
    page.get_by_label("PIN", exact=True).fill(PIN)
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_role("button", name="Keep this phone ready").click()
    expect(page).not_to_have_url(re.compile("/pin$"))
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.goto("/today")
    unlock(page)
    expect(page.get_by_role("link", name="Use a skill now")).to_contain_text("Five things around you")
    page.context.set_offline(True)
    page.close()

    phone = page.context.new_page()
    phone.goto("/today")
    unlock(phone)
    phone.get_by_role("link", name="Use a skill now").click()
    phone.get_by_role("link", name="Five things around you").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Five things around you")
    steps = phone.get_by_role("region", name="The steps, to read").get_by_role("listitem")
    expect(steps).to_have_count(7)
    rate(phone, "How strong is it right now?", 8)
    phone.get_by_role("button", name="Start, 3 minutes").click()
    expect(phone.get_by_text("Step 1 of 7")).to_be_visible()
    phone.get_by_role("button", name="Pause").click()
    expect(phone.get_by_text("Paused. Take the time you need.")).to_be_visible()
    phone.get_by_role("button", name="Next step").click()
    expect(phone.get_by_text("Find five things that you can see.")).to_be_visible()
    phone.get_by_role("button", name="Stop here").click()
    rate(phone, "And after?", 5)
    words = phone.get_by_label("What was going on")
    words.fill("I wish I was dead")
    expect(phone.get_by_role("region", name="Help right now")).to_contain_text("Call 988")
    words.fill("In the tunnel")
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Five things around you: 8 before, 5 after.")).to_be_visible()
    expect(phone.get_by_text("Waiting. It is sent when you are online.")).to_be_visible()

    phone.context.set_offline(False)
    expect(phone.get_by_text("You and your team can see it.")).to_be_visible()
    path = f"/api/v1/patients/{patient}/practice/entries"
    rows = phone.evaluate(f"fetch('{path}').then((a) => a.json()).then((p) => p.entries)")
    sent = [
        (row["skill"], row["before"], row["after"]) for row in rows if row["situation"] == "In the tunnel"
    ]
    assert sent == [("five-senses", 8, 5)]


@pytest.mark.feature("C6.e", "K4.b")
def test_words_of_risk_bring_help_the_note_is_kept_and_the_team_sees_it_beside_what_helped(
    page_as: Open, patient: str
) -> None:
    phone = page_as(WHO, path="/practice/notes")
    best = phone.get_by_role("region", name="What has helped you most")
    expect(best.get_by_role("listitem").first).to_contain_text("Slow breathing")
    expect(best).to_contain_text("About 3 points lower after, in 3 notes.")

    phone.evaluate(GO, "/practice/name-it?at=log")
    help_card = phone.get_by_role("region", name="Help right now")
    rate(phone, "Before, how strong was it?", 9)
    rate(phone, "And after?", 9)
    phone.get_by_label("What was going on").fill(GRAVE)
    expect(help_card.get_by_role("link", name="Call 988")).to_be_visible()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Name what is here: 9 before, 9 after.")).to_be_visible()
    expect(help_card.get_by_role("link", name="Call 988")).to_be_visible()
    expect(phone.get_by_text("You and your team can see it.")).to_be_visible()

    laptop = page_as("other_therapist", size=LAPTOP, path="/alerts")
    card = laptop.get_by_role("region", name="Piper")
    expect(card).to_contain_text("Words of risk in a practice note.")
    assert "kill" not in card.inner_text()
    card.get_by_role("link", name="Open their page").click()
    laptop.get_by_role("button", name="Practice").or_(laptop.get_by_role("tab", name="Practice")).click()
    expect(laptop.get_by_text(GRAVE)).to_be_visible()
    expect(laptop.get_by_role("list").filter(has_text="Slow breathing").first).to_be_visible()


@pytest.mark.feature("K1.a")
def test_a_skill_opens_from_the_help_page_without_a_sign_in(page_as: Open) -> None:
    out = page_as(path="/help")
    out.get_by_role("link", name="Use a skill now").click()
    out.get_by_role("link", name="Slow breathing").click()
    expect(out.get_by_role("heading", level=1)).to_have_text("Slow breathing")
    expect(out.get_by_text("How strong is it right now?")).to_have_count(0)
