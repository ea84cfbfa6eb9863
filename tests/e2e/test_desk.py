"""Two of the team at one conversation: the keys, one answer at a time, a note, a saved reply in Spanish."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
NOTE = "heron: dose went up on Monday"

# A patient of their own for this file, who reads Spanish, and what the program keeps ready.
LUZ = """
from datetime import timedelta
from uuid import uuid4
from portal.demo.people import email_of
from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.portal.messaging.objects import keep
from tests.world import SETUP, account
world = found()
person = account("luz_desk", language="es")
Account.objects.filter(id=person.id).update(email=email_of("luz_desk"), preferred_name="Luz")
patient = programs.admit_patient(
    SETUP, program_id=world.program.id, preferred_name="Luz", full_name="Luz Legal",
    admitted_on=clock.now().date() - timedelta(days=9), birth_date=None)
programs.link_account(SETUP, patient_id=patient.id, account_id=person.id)
programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["therapist"].id)
sent = actions.send_message(
    Actor.person(person.id), key=uuid4(), topic="medication", body="Las pastillas me dan sueño.")
keep(world, title="With dinner", body_en="Hi {patient}. See you on {next_session}.",
    body_es="Hola, {patient}: tómalas con la cena. Nos vemos el {next_session}.")
from portal.messaging.models import Message
out = str(Message.objects.get(id=sent.message_id).thread_id)
"""


@pytest.fixture(scope="module")
def thread(clinic: Clinic) -> Any:
    return clinic.shell(LUZ)


@pytest.mark.feature("W1.e", "W2.a", "W2.b", "W2.d", "W4.b", "W4.d", "W6.a", "W6.c")
def test_two_of_the_team_answer_once_note_apart_and_reply_in_spanish(page_as: Open, thread: str) -> None:
    luz = page_as("luz_desk", path=f"/messages/{thread}", language="es")
    expect(luz.get_by_text("Las pastillas me dan sueño.", exact=True)).to_be_visible()
    laptop = page_as("therapist", size=LAPTOP, path=f"/inbox/{thread}")
    expect(laptop.get_by_text("Medication, not assigned yet")).to_be_visible()
    phone = page_as("lead", path=f"/inbox/{thread}")
    expect(phone.get_by_text("Las pastillas me dan sueño.", exact=True)).to_be_visible()

    _claim_and_begin(laptop)
    _is_asked(phone)
    _note(laptop)
    expect(phone.get_by_text(NOTE)).to_be_visible()
    expect(phone.get_by_text("Team note. Luz never sees this.")).to_be_visible()

    _saved_reply(laptop)
    expect(luz.get_by_text("Hola, Luz: tómalas con la cena. Nos vemos el viernes.")).to_be_visible()
    for path in (f"/messages/{thread}", "/messages", "/today"):
        luz.goto(path)
        expect(luz.get_by_role("heading", level=1)).to_be_visible()
        luz.wait_for_load_state("networkidle")
        assert "heron" not in luz.content()


def _claim_and_begin(laptop: Page) -> None:
    laptop.locator('.inbox-row[aria-current="true"]').focus()
    laptop.keyboard.press("c")
    expect(laptop.get_by_text("Medication, assigned to you")).to_be_visible()
    field = laptop.get_by_label("Reply to Luz")
    expect(field).to_be_visible()
    laptop.keyboard.press("r")
    expect(field).to_be_focused()
    laptop.keyboard.type("ce")  # in a text field these are letters, and close nothing
    expect(field).to_have_value("ce")
    expect(laptop.get_by_text("Draft saved")).to_be_visible()
    expect(field).to_be_focused()


def _is_asked(phone: Page) -> None:
    desk = phone.get_by_role("region", name="Luz L.")
    expect(desk.get_by_text("Therapist is replying")).to_be_visible()
    phone.get_by_label("Reply to Luz").fill("From the lead")
    phone.get_by_role("button", name="Send as Lead").click()
    asked = phone.get_by_role("alert").filter(has_text="Therapist is writing an answer. Send yours too?")
    expect(asked).to_be_visible()
    asked.get_by_role("button", name="Keep it as a draft").click()
    expect(phone.get_by_label("Reply to Luz")).to_have_value("From the lead")


def _note(laptop: Page) -> None:
    laptop.keyboard.press("Escape")
    laptop.keyboard.press("n")
    field = laptop.get_by_label("Note for the team about Luz")
    expect(field).to_be_focused()
    laptop.keyboard.type(f"{NOTE}, @le")
    expect(laptop.get_by_role("button", name="@Lead")).to_be_visible()
    laptop.keyboard.press("Enter")
    expect(field).to_have_value(f"{NOTE}, @Lead ")
    expect(laptop.get_by_text("Gets a notice: Lead")).to_be_visible()
    laptop.keyboard.press("Control+Enter")
    expect(laptop.get_by_role("region", name="Team note. Luz never sees this.")).to_contain_text("@Lead")


def _saved_reply(laptop: Page) -> None:
    field = laptop.get_by_label("Reply to Luz")
    expect(field).to_have_value("ce")  # the draft waited
    field.fill("")
    laptop.get_by_role("button", name="Saved replies").click()
    laptop.get_by_label("Find").fill("dinner")
    expect(laptop.get_by_text("In Spanish, for Luz")).to_be_visible()
    laptop.keyboard.press("Enter")
    expect(field).to_have_value("Hola, Luz: tómalas con la cena. Nos vemos el [próxima sesión: ____].")
    laptop.get_by_role("button", name="Send as Therapist").click()
    expect(laptop.get_by_role("alert").filter(has_text="1 blank is still open")).to_be_visible()
    laptop.keyboard.type("viernes")  # the blank stands selected
    laptop.get_by_role("button", name="Send as Therapist").click()
    expect(field).to_have_value("")


@pytest.mark.feature("W1.e")
def test_the_keys_are_shown_and_move_through_the_list(page_as: Open, thread: str) -> None:
    laptop = page_as("therapist", size=LAPTOP, path="/inbox")
    expect(laptop.get_by_role("link", name=re.compile("Luz"))).to_be_visible()
    laptop.keyboard.press("j")
    focused = laptop.locator(".inbox-row:focus")
    expect(focused).to_have_count(1)
    laptop.keyboard.press("?")
    keys = laptop.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Next conversation")
    laptop.keyboard.press("j")  # not while something is open over the list
    laptop.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    laptop.keyboard.press("k")
    laptop.keyboard.press("Enter")
    expect(laptop).to_have_url(re.compile("/inbox/[0-9a-f-]{36}$"))
