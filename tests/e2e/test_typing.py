"""Two people at one thread see that the other one writes, and that it is over."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
# A patient of their own for this file.
TALK = """
from datetime import timedelta
from uuid import uuid4
from portal.demo.people import email_of
from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.messaging.models import Message
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.world import SETUP, account
world = found()
person = account("ida_typing")
Account.objects.filter(id=person.id).update(email=email_of("ida_typing"), preferred_name="Ida")
patient = programs.admit_patient(
    SETUP, program_id=world.program.id, preferred_name="Ida", full_name="Ida Legal",
    admitted_on=clock.now().date() - timedelta(days=9), birth_date=None)
programs.link_account(SETUP, patient_id=patient.id, account_id=person.id)
programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["therapist"].id)
sent = actions.send_message(
    Actor.person(person.id), key=uuid4(), topic="family", body="May I come a little later?")
out = str(Message.objects.get(id=sent.message_id).thread_id)
"""


def goes_on(field: Locator, words: str, *, seen: Locator) -> str:
    """Writes as a person who goes on: that one writes is said once in three seconds, and may get lost."""
    for _ in range(8):
        field.press_sequentially(words)
        with suppress(AssertionError):
            expect(seen).to_be_visible(timeout=3_500)
            break
    expect(seen).to_be_visible()
    return field.input_value()


@pytest.mark.feature("M6.f", "M6.g")
def test_each_side_sees_the_other_write_and_a_note_is_not_seen(page_as: Open, clinic: Clinic) -> None:
    thread = clinic.shell(TALK)
    phone = page_as("ida_typing", path=f"/messages/{thread}")
    desk = page_as("therapist", size=LAPTOP, path=f"/inbox/{thread}")
    here, there = phone.get_by_text("Your team is writing"), desk.get_by_text("Ida is writing")
    expect(phone.get_by_text("May I come a little later?", exact=True)).to_be_visible()

    desk.get_by_role("button", name="Team note").click()
    desk.get_by_label("Note for the team about Ida").press_sequentially("heron")
    goes_on(phone.get_by_label("Write a message"), "Gra", seen=there)
    expect(here).to_be_hidden()  # the note came first, and the phone has been told nothing
    desk.keyboard.press("Escape")
    expect(there).to_be_hidden(timeout=8_000)  # nobody presses a key any more

    words = goes_on(desk.get_by_label("Reply to Ida"), "Yes", seen=here)
    desk.get_by_role("button", name="Send as Therapist").click()
    expect(phone.get_by_text(words, exact=True)).to_be_visible()
    expect(here).to_be_hidden(timeout=2_000)  # the answer itself ends it
