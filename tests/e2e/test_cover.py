"""After hours: the automatic reply, the promise, who covers; then the cover's answer, and its report."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_walk_3_reminder import until
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]

# The second program, which no other journey uses: a second clinician, four answered questions, and from then
# on no team hours on this day.
CLOSED_TODAY = """
from datetime import time
from uuid import uuid4
from portal.accounts.models import Account
from portal.demo.people import email_of
from portal.kernel import clock
from portal.messaging import actions
from portal.messaging.models import Message
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.world import SETUP, account
world = found()
cover = account("covering", second_factor=True)
Account.objects.filter(id=cover.id).update(email=email_of("covering"))
post = programs.add_staff(
    SETUP, program_id=world.other_program.id, role="nurse", name="Cora Bell", email=cover.email)
programs.link_staff_account(SETUP, staff_id=post.id, account_id=cover.id)
programs.assign_to_team(SETUP, patient_id=world.stranger.id, staff_id=post.id)
def hours(days):
    programs.set_team_hours(SETUP, program_id=world.other_program.id,
        hours={day: (time(0, 1), time(23, 59)) for day in days})
hours(range(7))
for topic in ("family", "paperwork", "other", "skills"):
    sent = actions.send_message(world.actor("stranger"), key=uuid4(), body="A question", topic=topic)
    thread = Message.objects.get(id=sent.message_id).thread_id
    actions.answer(world.actor("other_therapist"), key=uuid4(), thread_id=thread, body="An answer")
actions.claim(world.actor("other_therapist"), key=uuid4(), thread_id=thread)
today = clock.local(clock.now(), world.other_program.timezone).weekday()
hours(day for day in range(7) if day != today)
out = {"thread": str(thread)}
"""
MEASURED = """
from portal.messaging.models import ReplyTime
from tests.e2e.cast_world import found
rows = ReplyTime.objects.filter(program=found().other_program, answered_at__isnull=False)
out = rows.count()
"""


@pytest.mark.feature("W3.a", "W5.b", "W7.a", "W7.b", "M1.e", "M3.e", "M3.c")
def test_after_hours_a_patient_hears_at_once_and_the_cover_answers(page_as: Open, clinic: Clinic) -> None:
    thread = clinic.shell(CLOSED_TODAY)["thread"]
    away = page_as("other_therapist", path="/away")
    away.get_by_role("button", name="Plan days off").click()
    away.get_by_label("Who covers").select_option("Cora Bell")
    away.get_by_role("button", name="Save", exact=True).click()
    expect(away.get_by_text("Cora Bell covers")).to_be_visible()

    phone = page_as("stranger", path=f"/messages/{thread}")
    expect(phone.get_by_text("is off until")).to_contain_text("Cora covers")
    expect(phone.get_by_text("We expect to answer")).to_be_visible()
    promise = phone.get_by_text("We expect to answer").inner_text()
    expect(phone.get_by_text("Not watched at night")).to_be_visible()
    expect(phone.get_by_role("link", name="Help now").first).to_be_visible()
    phone.get_by_label("Write a message").fill("I cannot sleep")
    phone.get_by_role("button", name="Send", exact=True).click()
    reply = phone.get_by_role("article").filter(has_text="Automatic reply, nobody wrote this")
    expect(reply).to_contain_text("They are back")
    expect(reply.get_by_role("link", name="Help now")).to_be_visible()
    assert phone.get_by_text("We expect to answer").inner_text() == promise
    phone.get_by_label("Write a message").fill("Still awake")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_text("Still awake")).to_be_visible()

    desk = page_as("covering", size=LAPTOP, path="/inbox")
    desk.get_by_role("button", name="Mine").click()
    row = desk.get_by_role("listitem").filter(has_text="Still awake")
    expect(row).to_contain_text("Covering for Other")
    row.get_by_role("link").click()
    expect(desk.get_by_text(re.compile("was told: (today )?by .* used$"))).to_be_visible()
    desk.get_by_label("Reply to Stranger").fill("I am glad that you wrote.")
    desk.get_by_role("button", name="Send as").click()
    expect(phone.get_by_text("I am glad that you wrote.")).to_be_visible()
    expect(reply).to_have_count(1)

    until("measured", lambda: clinic.shell(MEASURED) == 5)  # the report is asked for once
    report = page_as("other_administrator", path="/reply-times")
    total = report.get_by_role("listitem").filter(has_text="All topics")
    expect(total).to_contain_text("Middle time")
    expect(total).to_contain_text("Answers5")
