"""The reply clock: team hours between question and answer, what was promised, and the report of it."""

from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound
from portal.messaging import actions, logic, selectors
from portal.messaging.logic import Hours, answer_by, minutes_between
from portal.messaging.models import Message, ReplyTime, Thread
from portal.programs import actions as programs
from tests.portal.messaging.objects import CANARY, reply, say, tables_with
from tests.world import World

SYSTEM = Actor.system("messaging")
HOUR = timedelta(hours=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = ["America/New_York", "America/Phoenix", "Asia/Kathmandu", "Australia/Lord_Howe"]

WEEKS = st.dictionaries(
    st.integers(0, 6),
    st.tuples(st.integers(0, 11), st.integers(12, 23)).map(lambda pair: (time(pair[0]), time(pair[1]))),
    min_size=1,
)
HOLIDAYS = st.frozensets(st.integers(0, 760).map(lambda n: date(2026, 1, 1) + timedelta(days=n)), max_size=20)
INSTANTS = st.integers(0, 730 * 1440).map(lambda n: START + timedelta(minutes=n))


@pytest.mark.feature("W5.a", "M3.d")
@given(
    asked=INSTANTS,
    topic=st.sampled_from(logic.TOPICS),
    zone=st.sampled_from(ZONES),
    weekly=WEEKS,
    off=HOLIDAYS,
)
def test_from_the_question_to_the_promise_lie_just_the_topics_minutes_of_team_hours(
    asked: datetime, topic: str, zone: str, weekly: dict[int, tuple[time, time]], off: frozenset[date]
) -> None:
    """Up to the half hour to which a promise is rounded, whatever clock change or holiday lies between."""
    hours = Hours(zone, weekly, off)
    by = answer_by(asked, topic=topic, hours=hours)
    if by is None:
        return
    spent, within = minutes_between(asked, by, hours), hours.within[topic]
    assert within <= spent < within + 30
    assert logic.here_until(by - timedelta(seconds=1), hours) is not None


@given(
    asked=INSTANTS, gaps=st.tuples(st.integers(0, 9000), st.integers(0, 9000)), zone=st.sampled_from(ZONES),
    weekly=WEEKS, off=HOLIDAYS,
)  # fmt: skip
def test_team_hours_add_up_and_never_run_outside_them(
    asked: datetime,
    gaps: tuple[int, int],
    zone: str,
    weekly: dict[int, tuple[time, time]],
    off: frozenset[date],
) -> None:
    hours = Hours(zone, weekly, off)
    middle = asked + timedelta(minutes=gaps[0])
    end = middle + timedelta(minutes=gaps[1])
    whole = minutes_between(asked, end, hours)
    assert whole == minutes_between(asked, middle, hours) + minutes_between(middle, end, hours)
    assert 0 <= whole <= gaps[0] + gaps[1]
    days = [asked.astimezone(ZoneInfo(zone)).date() + timedelta(days=n) for n in range(20)]
    assert whole == 0 or any(hours.day(day) for day in days)


def test_the_last_quarter_is_amber_and_never_less_than_half_an_hour() -> None:
    assert [logic.amber_minutes(within) for within in (30, 120, 480, 960)] == [30, 30, 120, 240]


def follow(*messages: Message) -> None:
    """What the relay does after each."""
    for message in messages:
        actions.follow_messages(SYSTEM, message_ids=[message.id])


def ask(world: World, minutes: int, *, topic: str = "schedule") -> ReplyTime:
    """A question that is answered after so many minutes, within the team's day."""
    clock.set_fixed(clock.now().replace(hour=14, minute=0))
    asked = say(world, topic=topic)
    clock.set_fixed(clock.now() + timedelta(minutes=minutes))
    answered = reply(world, asked.thread_id)
    follow(asked, answered)
    return ReplyTime.objects.get(thread_id=asked.thread_id, asked_at=asked.sent_at)


@pytest.mark.feature("W5.c", "M3.e")
def test_the_screen_the_thread_and_the_report_tell_of_the_same_instant(fixed: World) -> None:
    shown = selectors.promise(fixed.actor("patient"), topic="medication").answer_by
    asked = say(fixed)
    on_thread = selectors.view_of(fixed.actor("patient"), thread_id=asked.thread_id).thread.answer_by
    to_team = selectors.view_of(fixed.actor("therapist"), thread_id=asked.thread_id).thread.answer_by
    follow(asked)
    measured = ReplyTime.objects.get(thread_id=asked.thread_id).promised_at
    assert shown == on_thread == to_team == measured


@pytest.mark.feature("W5.c")
def test_a_holiday_that_is_added_later_changes_nothing_that_was_promised(fixed: World) -> None:
    asked = say(fixed, topic="paperwork")
    told = Thread.objects.get(id=asked.thread_id).answer_by
    programs.new_holiday(
        fixed.actor("administrator"),
        key=uuid4(),
        program_id=fixed.program.id,
        on=date(2026, 10, 8),
        name="Fair",
    )
    follow(asked)
    assert ReplyTime.objects.get(thread_id=asked.thread_id).promised_at == told
    assert selectors.promise(fixed.actor("patient"), topic="paperwork").answer_by == told
    assert selectors.promise(fixed.actor("patient"), topic="skills").answer_by != told


@pytest.mark.parametrize("order", ["as_written", "backwards", "twice", "late"])
def test_a_question_is_measured_once_in_whatever_order_the_reactions_run(fixed: World, order: str) -> None:
    asked = say(fixed)
    told = Thread.objects.get(id=asked.thread_id).answer_by
    clock.set_fixed(clock.now() + HOUR)
    more = say(fixed, "One more thing")
    if order == "as_written":
        follow(asked, more)
    clock.set_fixed(clock.now() + HOUR)
    answered = reply(fixed, asked.thread_id)
    after = reply(fixed, asked.thread_id, "And this")
    follow(*{"backwards": [after, answered, more, asked], "twice": [asked, asked, answered, answered]}.get(
        order, [asked, more, answered, after]
    ))  # fmt: skip
    row = ReplyTime.objects.get(thread_id=asked.thread_id)
    assert (row.asked_at, row.promised_at, row.answered_at) == (asked.sent_at, told, answered.sent_at)
    assert row.minutes == 120


def test_a_night_and_a_weekend_do_not_count(fixed: World) -> None:
    clock.set_fixed(datetime(2026, 10, 9, 21, 30, tzinfo=UTC))  # Friday 17:30 in New York
    asked = say(fixed)
    clock.set_fixed(datetime(2026, 10, 12, 13, 45, tzinfo=UTC))  # Monday 9:45
    answered = reply(fixed, asked.thread_id)
    follow(asked, answered)
    assert ReplyTime.objects.get(thread_id=asked.thread_id).minutes == 75


def _report(world: World, who: str = "lead") -> selectors.Report:
    return selectors.reply_report(
        world.actor(who), program_id=world.program.id, since=date(2026, 10, 1), until=date(2026, 12, 31)
    )


@pytest.mark.feature("W5.b")
def test_the_report_gives_median_and_90th_percentile_and_the_share_that_was_kept(fixed: World) -> None:
    taken = [10, 20, 30, 45, 60, 90, 150, 200]
    for minutes in taken:
        ask(fixed, minutes)
        clock.set_fixed(clock.now() + timedelta(days=1 if clock.now().weekday() != 4 else 3))
    found = _report(fixed)
    line = next(row for row in found.topics if row.topic == "schedule")
    assert (line.answered, line.promised) == (8, 120)
    assert line.median == round(median(taken))
    assert line.slowest_tenth == 165  # between the 7th and the 8th of eight
    assert line.kept == 6 / 8
    assert (found.total.answered, found.waiting, found.late) == (8, 0, 0)
    assert _report(fixed, "administrator").total == found.total


@pytest.mark.feature("D4.b")
def test_fewer_than_five_answers_say_nothing(fixed: World) -> None:
    for n in range(4):
        ask(fixed, 10 + n)
    line = next(row for row in _report(fixed).topics if row.topic == "schedule")
    assert line.few and (line.answered, line.median, line.slowest_tenth, line.kept) == (
        None,
        None,
        None,
        None,
    )


def test_what_waits_beyond_its_promise_is_counted_as_late(fixed: World) -> None:
    say(fixed)
    clock.set_fixed(clock.now() + timedelta(days=3))
    assert (_report(fixed).waiting, _report(fixed).late) == (1, 1)


@pytest.mark.parametrize("who", ["therapist", "patient", "other_administrator"])
def test_the_report_is_the_leads_and_the_administrators(fixed: World, who: str) -> None:
    with pytest.raises(NotFound):
        _report(fixed, who)


def test_the_report_takes_as_many_queries_for_many_answers_as_for_none(fixed: World) -> None:
    none = _queries(fixed)
    for topic in ("schedule", "skills", "family"):
        ask(fixed, 30, topic=topic)
    assert _queries(fixed) == none


def _queries(world: World) -> int:
    with CaptureQueriesContext(connection) as caught:
        _report(world)
    return len(caught)


def test_reply_times_hold_no_word_of_anybody(fixed: World) -> None:
    ask(fixed, 10)
    assert [name for name in tables_with(CANARY) if "replytime" in name] == []


@pytest.mark.feature("M2.c", "W5.d")
def test_a_program_sets_its_own_promise_for_a_topic_from_a_day_on(fixed: World) -> None:
    before = _promised(fixed)
    tomorrow = date(2026, 10, 8)
    actions.set_promises(
        fixed.actor("administrator"), program_id=fixed.program.id, starts_on=tomorrow, minutes={"skills": 60}
    )
    assert _promised(fixed) == before
    terms = selectors.terms(fixed.actor("therapist"), program_id=fixed.program.id)
    skills = next(row for row in terms.topics if row.topic == "skills")
    assert (skills.minutes, skills.next_minutes, skills.next_on) == (480, 60, tomorrow)
    clock.set_fixed(clock.now() + timedelta(days=1))
    assert _promised(fixed) == clock.now() + HOUR
    asked = say(fixed, topic="skills")
    assert Thread.objects.get(id=asked.thread_id).answer_by == clock.now() + HOUR
    other = selectors.promise(fixed.actor("patient"), topic="family").answer_by
    assert other is not None and other > clock.now() + HOUR


def _promised(world: World) -> datetime | None:
    return selectors.promise(world.actor("patient"), topic="skills").answer_by


@pytest.mark.parametrize(
    ("starts_on", "minutes"),
    [
        (date(2026, 10, 6), {"skills": 60}),
        (date(2026, 10, 8), {"skills": 10}),
        (date(2026, 10, 8), {"all": 60}),
    ],
)
def test_a_promise_in_the_past_or_beyond_reason_is_refused(
    fixed: World, starts_on: date, minutes: dict[str, int]
) -> None:
    who = fixed.actor("administrator")
    with pytest.raises(Invalid):
        actions.set_promises(who, program_id=fixed.program.id, starts_on=starts_on, minutes=minutes)


@pytest.mark.feature("W5.a")
def test_the_team_gets_its_hours_as_instants_with_the_promise_of_each_topic(fixed: World) -> None:
    found = selectors.team_clock(fixed.actor("therapist"), program_id=fixed.program.id)
    asked = say(fixed)
    by = Thread.objects.get(id=asked.thread_id).answer_by
    assert by is not None
    spent = sum(
        (max(timedelta(), min(closes, by) - max(opens, asked.sent_at)) for opens, closes in found.windows),
        timedelta(),
    )
    assert spent == timedelta(minutes=found.within["medication"])
    assert found.amber["medication"] == 45
