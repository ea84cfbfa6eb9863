"""A55: what leaves as a file for another program cannot carry a command for it. There is no CSV and no PDF of
people's data yet; the calendar feed is the one file that the product writes."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from icalendar import Calendar

from portal.calendar import actions
from portal.calendar.logic import Entry, file_of
from portal.kernel import clock
from portal.schedule import actions as schedule
from portal.schedule.models import Series
from tests.attacks.texts import SCHEMA, STRINGS
from tests.portal.schedule import objects
from tests.world import build

# What a person uploaded, as it was checked and written anew (A50), and the answer to the provider of texts.
FILES = {
    "/api/v1/files/{file_id}/content", "/api/v1/files/{file_id}/preview", "/api/v1/notices/texts",
}  # fmt: skip
AT = datetime(2027, 1, 12, 15, tzinfo=UTC)
BAD = (
    "A\r\nATTENDEE:mailto:x@elsewhere.example", "A\nEND:VEVENT\nBEGIN:VEVENT", "A\rURL:javascript:hit()",
    "A\u2028URL:x", "A;X=1:2,3\\\\n", "=cmd|' /C calc'!A0", *STRINGS[:20],
)  # fmt: skip


def test_a55_no_address_answers_with_a_table_or_a_document() -> None:
    others = {
        path
        for path, operations in SCHEMA["paths"].items()
        for operation in operations.values()
        for response in operation["responses"].values()
        if set(response.get("content", {})) - {"application/json", "application/problem+json"}
    }
    assert others <= FILES


@pytest.mark.parametrize("words", BAD)
def test_a55_words_in_a_calendar_are_no_further_lines_of_it(words: str) -> None:
    entry = Entry(uuid4(), AT, AT + timedelta(hours=1), 0, cancelled=False)
    data = file_of([entry], title=words, name=words, at=AT)
    names = [line.partition(b":")[0].partition(b";")[0] for line in data.splitlines() if line[:1] != b" "]
    plain = file_of([entry], title="A", name="A", at=AT).splitlines()
    assert names == [line.partition(b":")[0].partition(b";")[0] for line in plain]
    read = Calendar.from_ical(data)
    assert len(read.walk("VEVENT")) == 1 and "ATTENDEE" not in read.walk("VEVENT")[0]


@pytest.mark.django_db
def test_a55_what_people_write_of_a_session_is_not_in_the_feed() -> None:
    clock.set_fixed(objects.at("2027-01-12 15:00"))
    try:
        world = build()
        objects.add(world)
        Series.objects.update(title={"en": BAD[0], "es": BAD[0]})
        session = objects.next_session(world)
        place = {"en": BAD[0], "es": BAD[0]}
        schedule.move_session(
            world.actor("lead"), session_id=session.id, version=session.version, on=session.on,
            wall_time=session.wall_time, place=place,
        )  # fmt: skip
        link = actions.make_link(world.actor("patient"))
        feed = world.client("nobody").get(f"/calendar/{link}.ics")
    finally:
        clock.set_fixed(None)
    assert feed.status_code == 200 and b"elsewhere" not in feed.content
    assert feed["Content-Type"].startswith("text/calendar") and feed["X-Content-Type-Options"] == "nosniff"
