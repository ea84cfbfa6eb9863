"""Words of risk on the phone: help before sending, the message goes, the team sees whom to call first."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
WORDS = "Everything is too much and I want to kill myself."

# A thread that waits already, so that the order of the inbox says something.
WAITING = """
from uuid import uuid4
from portal.messaging import actions
from tests.e2e.cast_world import found
world = found()
asked = "When does the group start?"
actions.send_message(world.actor("neighbour"), key=uuid4(), body=asked, topic="schedule")
out = str(world.neighbour.id)
"""


@pytest.fixture
def waiting(clinic: Clinic) -> Any:
    return clinic.shell(WAITING)


@pytest.mark.feature("C6.a", "C6.b", "C6.c")
def test_help_comes_before_sending_the_message_goes_and_the_team_sees_whom_to_call_first(
    page_as: Open, waiting: Any
) -> None:
    laptop = page_as("off_team", size=LAPTOP, path="/inbox")
    rows = laptop.locator(".inbox-rows > li")
    expect(rows.filter(has_text="When does the group start?")).to_be_visible()

    phone = page_as("neighbour", path="/messages/new?topic=skills")
    field = phone.get_by_label("Write a message")
    help_card = phone.get_by_role("region", name="Help right now")
    field.fill("Can I move my homework to Friday?")
    expect(phone.get_by_text("Draft saved")).to_be_visible()
    expect(help_card).to_have_count(0)
    field.fill(WORDS)
    expect(help_card.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    expect(help_card.get_by_role("link", name="Text 988")).to_have_attribute("href", "sms:988")
    expect(help_card).to_contain_text("Your words still go to your team.")
    expect(field).to_be_focused()
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone).to_have_url(re.compile("/messages/[0-9a-f-]{36}$"))
    expect(phone.get_by_role("log").get_by_text(WORDS)).to_be_visible()
    expect(help_card.get_by_role("link", name="Call 988")).to_be_visible()
    expect(phone.get_by_text("Not watched at night.")).to_be_visible()

    expect(rows.first).to_contain_text("want to kill myself")
    expect(rows.first).to_contain_text("Check in first")
    laptop.goto("/alerts")
    card = laptop.get_by_role("region", name="Neighbour")
    expect(card).to_contain_text("Call now")
    expect(card).to_contain_text("Words of risk in a message.")
    assert "kill" not in card.inner_text()
    card.get_by_role("link", name="Open the conversation").click()
    expect(laptop.get_by_role("log").get_by_text(WORDS)).to_be_visible()
    laptop.locator(".desk").get_by_role("link", name="Check in first").click()
    laptop.get_by_role("button", name="I look after this").click()
    expect(laptop.get_by_text("Off Team has it")).to_be_visible()

    laptop.goto("/inbox")
    expect(rows.filter(has_text="want to kill myself")).to_be_visible()
    expect(laptop.locator(".inbox-rows").get_by_text("Check in first")).to_have_count(0)
    expect(phone.get_by_role("log").get_by_text(WORDS)).to_be_visible()
    help_card.get_by_role("button", name="Close this").click()
    expect(help_card).to_have_count(0)
