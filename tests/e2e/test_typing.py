"""Two people at one thread see that the other one writes, and that it is over."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
TALK = """
from tests.e2e.cast_world import found
from tests.portal.messaging.objects import say
out = str(say(found(), "May I come a little later?", topic="family", who="stranger").thread_id)
"""


@pytest.mark.feature("M6.f", "M6.g")
def test_each_side_sees_the_other_write_and_a_note_is_not_seen(page_as: Open, clinic: Clinic) -> None:
    thread = clinic.shell(TALK)
    phone = page_as("stranger", path=f"/messages/{thread}")
    desk = page_as("other_therapist", size=LAPTOP, path=f"/inbox/{thread}")
    here, there = phone.get_by_text("Your team is writing"), desk.get_by_text("Stranger is writing")
    expect(phone.get_by_text("May I come a little later?", exact=True)).to_be_visible()

    desk.get_by_role("button", name="Team note").click()
    desk.get_by_label("Note for the team about Stranger").press_sequentially("heron")
    phone.get_by_label("Write a message").press_sequentially("Gra")
    expect(there).to_be_visible()
    expect(here).to_be_hidden()  # the note came first, and the phone has been told nothing
    desk.keyboard.press("Escape")
    expect(there).to_be_hidden(timeout=8_000)  # nobody presses a key any more

    desk.get_by_label("Reply to Stranger").press_sequentially("Yes")
    expect(here).to_be_visible()
    desk.get_by_role("button", name="Send as Other Therapist").click()
    expect(phone.get_by_text("Yes", exact=True)).to_be_visible()
    expect(here).to_be_hidden(timeout=2_000)  # the answer itself ends it
