"""The private calendar feed: neutral, stoppable, true."""

from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from icalendar import Calendar

from portal.audit.models import Entry
from portal.calendar import actions, selectors
from portal.calendar.models import CalendarLink
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Gone, NotFound
from portal.schedule import actions as schedule
from tests.portal.messaging.objects import tables_with
from tests.portal.schedule import objects
from tests.world import World, build

pytestmark = pytest.mark.django_db
ANYONE = Actor.anonymous()


@pytest.fixture
def world(db: None) -> Iterator[World]:
    clock.set_fixed(objects.at("2027-01-12 15:00"))
    made = build()
    objects.add(made)
    yield made
    clock.set_fixed(None)


def events(secret: str) -> list[Any]:
    return list(Calendar.from_ical(selectors.feed(ANYONE, secret=secret)).walk("VEVENT"))


@pytest.mark.feature("I2.a")
def test_the_feed_says_appointment_and_when_and_nothing_else(world: World) -> None:
    secret = actions.make_link(world.actor("patient"))
    feed = selectors.feed(ANYONE, secret=secret).decode()
    assert {str(event["summary"]) for event in events(secret)} == {"Appointment"}
    forbidden = ["group", "skills", "therap", "clinic", "program", "iop", "evening", "riverside", "https:"]
    forbidden += [account.preferred_name.lower() for account in world.people.values()]
    assert [word for word in forbidden if word in feed.lower()] == []
    assert {name for event in events(secret) for name in event} == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "CLASS", "STATUS",
    }  # fmt: skip


def test_it_speaks_spanish_to_who_does(world: World) -> None:
    world.people["patient"].language = "es"
    world.people["patient"].save()
    assert str(events(actions.make_link(world.actor("patient")))[0]["summary"]) == "Cita"


@pytest.mark.feature("I2.b")
def test_a_stopped_address_is_gone_and_an_unknown_one_was_never_there(world: World) -> None:
    first = actions.make_link(world.actor("patient"))
    second = actions.make_link(world.actor("patient"))
    with pytest.raises(Gone):
        selectors.feed(ANYONE, secret=first)
    assert events(second)
    actions.stop_link(world.actor("patient"))
    with pytest.raises(Gone):
        selectors.feed(ANYONE, secret=second)
    with pytest.raises(NotFound):
        selectors.feed(ANYONE, secret="never")
    assert selectors.own_link(world.actor("patient")) is None


def test_the_secret_is_stored_nowhere(world: World) -> None:
    secret = actions.make_link(world.actor("patient"))
    assert tables_with(secret) == []
    assert CalendarLink.objects.get().secret_hash != secret


@pytest.mark.feature("I2.c")
def test_a_moved_and_a_cancelled_session_keep_their_uid_and_say_so(world: World) -> None:
    secret = actions.make_link(world.actor("patient"))
    session = objects.next_session(world)
    uid = f"{objects.booked(world, session).id}@footbridge"

    def mine() -> tuple[int, str, str]:
        [event] = [event for event in events(secret) if str(event["uid"]) == uid]
        return int(event["sequence"]), str(event["status"]), f"{event['dtstart'].dt:%H:%M}"

    assert mine() == (0, "CONFIRMED", "22:00")
    lead = world.actor("lead")
    moved = schedule.move_session(lead, session_id=session.id, version=1, on=session.on, wall_time=time(19))
    assert mine() == (1, "CONFIRMED", "00:00")
    schedule.cancel_session(lead, session_id=session.id, version=moved.version)
    assert mine() == (2, "CANCELLED", "00:00")


def test_each_reading_is_in_the_audit_and_needs_as_many_queries_for_one_as_for_many(
    world: World, django_assert_num_queries: object
) -> None:
    secret = actions.make_link(world.actor("patient"))
    assert len(events(secret)) > 5
    entry = Entry.objects.filter(verb="calendar.feed").get()
    assert (entry.patient_id, entry.actor_kind) == (world.patient.id, "anonymous")
    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's fixture has no public type
        selectors.feed(ANYONE, secret=secret)
