"""The daily check-in on the phone: few taps, no network, help beside words of risk, and the team's side."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_messages_on_the_phone import OWN_DEVICE
from tests.e2e.test_practice import PIN, unlock
from tests.e2e.visit import IS_KEPT, LAPTOP, asked_until

Open = Callable[..., Page]
WHO = "checks_in"  # a patient of this file alone: an alert puts all their threads first
GRAVE = "Everything is too much and I want to kill myself."
MOST_TAPS = 8
ADMITTED = """
from datetime import timedelta
from portal.accounts.models import Account
from portal.checkins import actions
from portal.demo.people import email_of
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.world import SETUP, account
world = found()
person = account("checks_in")
Account.objects.filter(id=person.id).update(email=email_of("checks_in"), preferred_name="Robin")
patient = programs.admit_patient(
    SETUP, program_id=world.other_program.id, preferred_name="Robin", full_name="Robin Legal",
    admitted_on=clock.now().date() - timedelta(days=9), birth_date=None)
programs.link_account(SETUP, patient_id=patient.id, account_id=person.id)
programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["other_therapist"].id)
therapist = Actor.person(world.people["other_therapist"].id)
actions.set_targets(therapist, patient_id=patient.id, keys=["isolate", "use"], version=0)
out = str(patient.id)
"""


@pytest.fixture(scope="module")
def patient(clinic: Clinic) -> Any:
    return clinic.shell(ADMITTED)


class Thumb:
    """Taps, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def mark(self, question: str, value: str) -> None:
        self.taps += 1
        group = self.page.get_by_role("group", name=question)
        group.get_by_label(value, exact=True).tap()

    def link(self, name: str) -> None:
        self.taps += 1
        self.page.get_by_role("link", name=name).tap()

    def button(self, name: str) -> None:
        self.taps += 1
        self.page.get_by_role("button", name=name, exact=True).tap()


@pytest.mark.feature("Q7.a", "Q7.b")
def test_a_full_card_takes_eight_taps_from_today_also_offline_and_is_sent_later(
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
    expect(page.get_by_role("link", name="How is today?")).to_be_visible()
    # The link is there before the phone has put away what the card asks.
    asked_until(page, IS_KEPT, True, ["checkins", ""])
    page.context.set_offline(True)
    page.close()

    phone = page.context.new_page()
    phone.goto("/today")
    unlock(phone)
    thumb = Thumb(phone)
    thumb.link("How is today?")
    thumb.mark("Mood", "6")
    thumb.mark("Hours of sleep", "7")
    thumb.mark("How well you slept", "4")
    thumb.mark("Urge to stay away from people", "2")
    thumb.mark("Urge to use drugs", "0")
    thumb.mark("Skills you used", "Slow breathing")
    thumb.button("Save")
    expect(phone.get_by_text("Waiting. It is sent when you are online.")).to_be_visible()
    assert thumb.taps <= MOST_TAPS

    phone.context.set_offline(False)
    expect(phone.get_by_text("You and your team can see it.")).to_be_visible()
    phone.get_by_role("link", name="The last two weeks").tap()
    expect(phone.get_by_role("list", name="Day by day")).to_contain_text("7 hours, quality 4 of 5")
    days = phone.evaluate(f"fetch('/api/v1/patients/{patient}/checkins').then((a) => a.json())")["days"]
    answers = {"mood": 6, "urges": {"isolate": 2, "use": 0}, "skills": ["paced-breathing"]}
    assert {name: days[0][name] for name in answers} == answers


@pytest.mark.feature("C6.j", "Q7.d")
def test_words_of_risk_bring_help_the_check_in_stands_and_what_the_team_asks_changes_the_open_card(
    page_as: Open, patient: str
) -> None:
    phone = page_as(WHO, path="/daily")
    laptop = page_as("other_therapist", size=LAPTOP, path=f"/patients/{patient}")
    expect(phone.get_by_role("group", name="Urge to use drugs")).to_be_visible()
    laptop.get_by_role("button", name="Days", exact=True).click()
    for asked in (1, 0):
        laptop.get_by_role("button", name="Change", exact=True).click()
        laptop.get_by_role("checkbox", name="Urge to skip a meal").set_checked(bool(asked))
        laptop.get_by_role("button", name="Save", exact=True).click()
        expect(phone.get_by_role("group", name="Urge to skip a meal")).to_have_count(asked)
        expect(laptop.get_by_text("Urge to skip a meal")).to_have_count(asked)

    phone.get_by_label("Yesterday", exact=True).tap()
    phone.get_by_label("In your own words").fill(GRAVE)
    help_card = phone.get_by_role("region", name="Help right now")
    expect(help_card.get_by_role("link", name="Call 988")).to_be_visible()
    phone.get_by_role("button", name="Save", exact=True).tap()
    expect(phone.get_by_text("You and your team can see it.")).to_be_visible()
    expect(help_card.get_by_role("link", name="Call 988")).to_be_visible()
    expect(laptop.get_by_text(GRAVE)).to_be_visible()

    laptop.goto("/alerts")
    card = laptop.get_by_role("region", name="Robin")
    expect(card).to_contain_text("Words of risk in a daily check-in.")
    assert "kill" not in card.inner_text()
