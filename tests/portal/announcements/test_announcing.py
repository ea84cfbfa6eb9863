"""One action: private words to each, and the session changed with them."""

from collections.abc import Iterator
from datetime import time, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from portal.announcements import selectors
from portal.announcements.actions import Change
from portal.announcements.models import Announcement
from portal.calendar import actions as calendar
from portal.calendar import selectors as feeds
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused, Stale
from portal.messaging import actions as messaging
from portal.messaging import selectors as inbox
from portal.messaging.models import Message, ReplyTime, Thread
from portal.notify import preferences, tasks
from portal.notify.models import Notice, SunkNotice
from portal.outbox import jobs, presence
from portal.reminders import actions as reminders
from portal.schedule.models import Session
from tests.portal.announcements.objects import ROOM, TEXTS, copy_of, group, room, tell
from tests.portal.messaging.objects import open_hours, say, tables_with, thread_of
from tests.portal.schedule import objects as schedule
from tests.world import World, build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("reminders")


@pytest.fixture
def world(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ten on a Tuesday in New York; the group is at 17:00; one reminder, an hour before, with the time."""
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    monkeypatch.setattr(presence, "is_here", lambda _account_id: False)
    clock.set_fixed(schedule.at("2027-01-12 15:00"))
    made = build()
    open_hours(made)
    preferences.change_preferences(
        made.actor("patient"), version=0, changes={"leads": [60], "with_time": True}
    )
    yield made
    clock.set_fixed(None)


def react() -> None:
    """What the relay does until nothing is left to do."""
    while jobs.run_due():
        pass


def send_at(at: str) -> None:
    clock.set_fixed(schedule.at(at))
    reminders.plan_upcoming(SYSTEM)
    tasks.send_due()


def told(world: World) -> list[str]:
    """What was sent to the patient, by the reason for it."""
    rows = Notice.objects.filter(account=world.people["patient"], state="sent").order_by("sent_at")
    return list(rows.values_list("template", flat=True))


@pytest.mark.feature("M8.a")
def test_each_of_a_group_gets_a_signed_copy_in_their_own_thread_and_language(world: World) -> None:
    world.people["neighbour"].language = "es"
    world.people["neighbour"].save()
    session = group(world)
    tell(world, session)
    mine, theirs = copy_of(world), copy_of(world, "neighbour")
    assert (mine.body, theirs.body) == (TEXTS["en"], TEXTS["es"])
    assert (mine.author_name, mine.author_role, mine.thread.topic) == ("Therapist", "therapist", "schedule")
    assert mine.thread_id != theirs.thread_id
    assert not Message.objects.filter(patient=world.stranger).exists()


@pytest.mark.feature("M8.a")
def test_the_lead_tells_a_whole_track(world: World) -> None:
    group(world)
    reach = selectors.of_track(world.actor("lead"), track_id=world.track.id)
    assert (len(reach.patients), reach.spanish) == (2, 0)
    session = schedule.next_session(world)
    tell(world, session, who="lead", session_id=None, track_id=world.track.id)
    assert copy_of(world).body == copy_of(world, "neighbour").body == TEXTS["en"]


def test_the_words_stand_sealed_in_no_table_as_they_are(world: World) -> None:
    tell(world, group(world))
    assert tables_with("room 4 tonight") == []


def test_a_copy_is_no_answer_and_the_promise_stays(world: World) -> None:
    asked = say(world, topic="schedule")
    before = thread_of(asked)
    tell(world, group(world))
    after = thread_of(asked)
    assert copy_of(world).thread_id == asked.thread_id
    assert (after.waiting_since, after.answer_by) == (before.waiting_since, before.answer_by)
    assert after.waiting_since is not None


def test_the_reply_clock_passes_over_a_copy(world: World) -> None:
    asked = say(world, topic="schedule")
    tell(world, group(world))
    react()
    times = ReplyTime.objects.filter(thread=asked.thread_id)
    assert not times.filter(answered_at__isnull=False).exists()


def test_a_copy_counts_as_unread_for_the_patient_and_waits_for_nobody(world: World) -> None:
    tell(world, group(world))
    assert inbox.unread(world.actor("patient")).messages == 1
    thread = copy_of(world).thread
    assert (thread.waiting_since, thread.answer_by) == (None, None)


def test_a_closed_thread_is_left_closed_and_a_new_one_opened(world: World) -> None:
    asked = say(world, topic="schedule")
    messaging.close_thread(world.actor("therapist"), thread_id=asked.thread_id)
    tell(world, group(world))
    assert copy_of(world).thread_id != asked.thread_id


def test_the_same_key_again_sends_nothing_twice(world: World) -> None:
    session, key = group(world), uuid4()
    first = tell(world, session, key=key, change=room(session))
    assert tell(world, session, key=key, change=room(session)) == first
    assert Message.objects.filter(from_team=True).count() == 2
    assert Session.objects.get(id=session.id).version == 2


@pytest.mark.feature("M8.d")
def test_the_sender_sees_how_many_have_read_it_and_nobody_else_does(world: World) -> None:
    made = tell(world, group(world))
    mine = copy_of(world)
    messaging.mark_read(world.actor("therapist"), thread_id=mine.thread_id, seq=mine.seq)
    seen = selectors.sent(world.actor("therapist"), announcement_id=made)
    assert (seen.to, seen.read) == (2, 0)
    messaging.mark_read(world.actor("patient"), thread_id=mine.thread_id, seq=mine.seq)
    assert selectors.sent(world.actor("lead"), announcement_id=made).read == 1
    for who in ("patient", "neighbour", "off_team", "administrator", "other_therapist"):
        with pytest.raises(NotFound):
            selectors.sent(world.actor(who), announcement_id=made)


def test_the_leader_tells_those_they_care_for_and_learns_that_there_are_others(world: World) -> None:
    schedule.add(world)  # the neighbour is another therapist's
    session = schedule.next_session(world)
    reach = selectors.of_session(world.actor("therapist"), session_id=session.id)
    assert ([row.id for row in reach.patients], reach.others) == ([world.patient.id], 1)
    assert len(selectors.of_session(world.actor("lead"), session_id=session.id).patients) == 2
    tell(world, session)
    assert not Message.objects.filter(patient=world.neighbour).exists()


@pytest.mark.parametrize("who", ["patient", "off_team", "removed", "administrator", "other_therapist"])
def test_nobody_but_leader_and_lead_announces(world: World, who: str) -> None:
    session = group(world)
    with pytest.raises(NotFound):
        tell(world, session, who=who)
    with pytest.raises(NotFound):
        tell(world, session, who=who, session_id=None, track_id=world.track.id)
    assert not Announcement.objects.exists()


@pytest.mark.feature("M8.c")
def test_one_action_changes_the_room_for_everyone_and_raises_the_number_in_their_calendars(
    world: World,
) -> None:
    session = group(world)
    secret = calendar.make_link(world.actor("patient"))
    booked = schedule.booked(world, session)
    tell(world, session, change=room(session))
    after = Session.objects.get(id=session.id)
    assert (after.place, after.online, after.state, after.version) == (ROOM, False, "planned", 2)
    assert copy_of(world).about == booked.id
    feed = feeds.feed(Actor.anonymous(), secret=secret).decode()
    [event] = [part for part in feed.split("BEGIN:VEVENT") if str(booked.id) in part]
    assert "SEQUENCE:1" in event


def test_only_a_new_time_reads_as_moved(world: World) -> None:
    session = group(world)
    tell(world, session, change=room(session))
    tell(world, session, change=Change(version=2, wall_time=time(19)))
    assert Session.objects.get(id=session.id).state == "moved"


@pytest.mark.feature("M8.c")
def test_one_action_moves_the_session_the_calendar_and_the_reminder_and_says_so_once(world: World) -> None:
    session = group(world)
    secret = calendar.make_link(world.actor("patient"))
    reminders.plan_upcoming(SYSTEM)
    tell(world, session, change=Change(version=session.version, wall_time=time(19)))
    react()
    feed = feeds.feed(Actor.anonymous(), secret=secret).decode()
    assert "DTSTART:20270113T000000Z" in feed  # 19:00 in New York
    assert "DTSTART:20270112T220000Z" not in feed
    send_at("2027-01-12 15:01")
    assert told(world) == ["session_changed"]
    send_at("2027-01-12 21:00")  # the old reminder's minute
    assert told(world) == ["session_changed"]
    send_at("2027-01-12 23:00")
    assert told(world) == ["session_changed", "session"]
    assert SunkNotice.objects.filter(text__contains="7:00").exists()
    assert not SunkNotice.objects.filter(text__contains="5:00").exists()


def test_words_alone_are_told_of_like_any_message(world: World) -> None:
    tell(world, group(world))
    react()
    tasks.send_due()
    assert told(world) == ["message"]


def test_a_session_that_another_changed_meanwhile_is_stale_and_nothing_is_sent(world: World) -> None:
    session = group(world)
    with pytest.raises(Stale):
        tell(world, session, change=Change(version=session.version + 1, place=ROOM))
    assert not Thread.objects.exists()


def test_a_session_that_has_begun_can_be_spoken_to_and_not_changed(world: World) -> None:
    session = group(world)
    clock.set_fixed(session.starts_at + timedelta(minutes=5))
    with pytest.raises(Refused):
        tell(world, session, change=room(session))
    tell(world, session)
    assert copy_of(world).about is None


def test_what_makes_no_sense_is_refused(world: World) -> None:
    session = group(world)
    for given in (
        {"texts": {"en": "  "}},
        {"texts": {"en": "Hi", "fr": "Salut"}},
        {"session_id": None},
        {"track_id": world.track.id},
        {"session_id": None, "track_id": world.track.id, "change": room(session)},
        {"change": Change(version=1)},
        {"change": Change(version=1, place={"en": ""})},
        {"change": Change(version=1, wall_time=time(6))},  # over already
    ):
        with pytest.raises(Invalid):
            tell(world, session, **given)
    assert not Message.objects.exists()
