"""A leader tells the evening group "room 4 tonight": private copies, and the session changes with them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
WORDS = "We meet in room 4 tonight."

# A group of its own, a week ahead and late at night, led by the lead: no other journey looks there.
GROUP = """
from datetime import time, timedelta
from portal.kernel import clock
from portal.schedule.models import Booking, Session
from tests.e2e.cast_world import found
from tests.portal.schedule.objects import series
world = found()
day = clock.local(clock.now(), world.program.timezone).date() + timedelta(days=7)
made = series(world, title={"en": "Late skills", "es": "Habilidades"}, leader_id=world.staff["lead"].id,
              wall_time=time(23, 30), minutes=20, place={"en": "Room 2", "es": "Sala 2"}, online=False,
              starts_on=day, until=day)
session = Session.objects.get(series=made)
for patient in (world.patient, world.neighbour):
    Booking.objects.get_or_create(session=session, patient=patient, program=world.program,
                                  defaults={"starts_at": session.starts_at})
out = str(session.id)
"""


@pytest.fixture
def session(clinic: Clinic) -> Any:
    return clinic.shell(GROUP)


@pytest.mark.feature("M8.a", "M8.c")
def test_two_patients_get_private_words_and_the_changed_room_without_loading_again(
    page_as: Open, session: Any
) -> None:
    weeks = [page_as(who, path="/week") for who in ("patient", "neighbour")]
    link = page_as("patient", path="/week")
    link.get_by_role("button", name="Add to your phone").click()
    link.get_by_role("button", name="Make my link").click()
    address = link.locator(".calendar-link").inner_text()
    before = link.request.get(address).text()
    assert before.count("SUMMARY:Appointment") > 0
    for week in weeks:
        week.get_by_role("button", name="Next week").click()
        expect(week.get_by_text("Room 2").first).to_be_visible()
    threads = [page_as(who, path="/messages") for who in ("patient", "neighbour")]

    leader = page_as("lead", size=LAPTOP, path=f"/groups/{session}")
    leader.get_by_role("link", name="Tell this group").click()
    leader.get_by_label("Message in English").fill(WORDS)
    leader.get_by_label("Another room").check()
    leader.get_by_label("Room, in English").fill("Room 4")
    expect(leader.get_by_role("region", name="What each person gets").get_by_text(WORDS)).to_be_visible()
    leader.get_by_role("button", name="Send to 2 people").click()
    expect(leader.get_by_role("heading", name="Sent to 2 people")).to_be_visible()
    expect(leader.get_by_text("0 have read it so far.")).to_be_visible()

    for week in weeks:
        expect(week.get_by_text("Room 4").first).to_be_visible()
    for thread in threads:
        row = thread.get_by_role("link").filter(has_text=WORDS)
        expect(row).to_be_visible()
        row.click()
        expect(thread).to_have_url(re.compile("/messages/[0-9a-f-]{36}"))
        log = thread.get_by_role("log")
        expect(log.get_by_text(WORDS)).to_be_visible()
        expect(log.get_by_role("link", name="Your session changed. See your week")).to_be_visible()
    expect(leader.get_by_text("2 have read it so far.")).to_be_visible()
    after = link.request.get(address).text()
    assert (before.count("SEQUENCE:1"), after.count("SEQUENCE:1")) == (0, 1)
    assert "Room" not in after
