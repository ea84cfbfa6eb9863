"""The promise and the order of the inbox."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.messaging.logic import (
    ANSWER_WITHIN,
    TOPICS,
    Hours,
    answer_by,
    back_at,
    closed_holidays,
    here_until,
    sort_key,
)

NEW_YORK = "America/New_York"
WEEKDAYS = {day: (time(9), time(18)) for day in range(5)}
START = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = Hours(NEW_YORK, WEEKDAYS)


def wall(text: str, zone: str = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.feature("M3.d")
@pytest.mark.parametrize(
    ("asked", "topic", "expected"),
    [
        ("2026-10-07T10:00", "schedule", "2026-10-07T12:00"),
        ("2026-10-07T10:05", "schedule", "2026-10-07T12:30"),  # up to the next half hour
        ("2026-10-07T17:00", "schedule", "2026-10-08T10:00"),  # the rest of it on the next day
        ("2026-10-07T03:00", "schedule", "2026-10-07T11:00"),  # counts from when the team comes
        ("2026-10-09T17:30", "schedule", "2026-10-12T10:30"),  # over the weekend
        ("2026-10-10T12:00", "medication", "2026-10-12T12:00"),
        ("2026-10-07T10:00", "paperwork", "2026-10-08T17:00"),  # two working days
        ("2026-10-07T15:50", "schedule", "2026-10-07T18:00"),  # never later than the team stays
    ],
)
def test_the_promise_counts_team_hours_alone(asked: str, topic: str, expected: str) -> None:
    assert answer_by(wall(asked), topic=topic, hours=HOURS) == wall(expected)


@pytest.mark.feature("M3.d")
def test_a_question_on_friday_before_a_closed_monday_is_answered_by_tuesday_at_10_30() -> None:
    monday = date(2026, 10, 12)
    hours = Hours(NEW_YORK, WEEKDAYS, frozenset({monday}))
    friday = wall("2026-10-09T16:30")
    by = answer_by(friday, topic="medication", hours=hours)
    assert by == wall("2026-10-13T10:30")
    assert closed_holidays(friday, until=by, hours=hours) == [monday]


def test_a_holiday_on_a_day_that_is_closed_anyway_is_not_worth_a_word() -> None:
    hours = Hours(NEW_YORK, WEEKDAYS, frozenset({date(2026, 10, 10)}))
    friday = wall("2026-10-09T17:30")
    assert closed_holidays(friday, until=wall("2026-10-12T10:00"), hours=hours) == []


@pytest.mark.parametrize("change", ["2026-11-01", "2026-03-08"])
def test_the_team_opens_at_the_same_wall_time_across_a_change_of_the_clock(change: str) -> None:
    daily = Hours(NEW_YORK, {day: (time(9), time(18)) for day in range(7)})
    before = wall(change + "T00:30") - timedelta(hours=12)
    assert answer_by(before, topic="skills", hours=daily) is not None
    evening = datetime.fromisoformat(change).replace(tzinfo=ZoneInfo(NEW_YORK)) - timedelta(hours=7)
    by = answer_by(evening, topic="schedule", hours=daily)  # 17:00 the day before: an hour left
    assert by == wall(change + "T10:00")


def test_hours_over_the_lost_hour_are_an_hour_shorter() -> None:
    night = Hours(NEW_YORK, {6: (time(1), time(4))})
    asked = wall("2026-03-08T01:00")  # 02:00 to 03:00 does not exist
    assert answer_by(asked, topic="schedule", hours=night) == wall("2026-03-08T04:00")


def test_a_team_without_hours_promises_nothing() -> None:
    none = Hours(NEW_YORK, {})
    assert answer_by(wall("2026-10-07T10:00"), topic="other", hours=none) is None
    assert back_at(wall("2026-10-07T10:00"), none) is None


@pytest.mark.feature("M2.c")
def test_each_topic_has_its_own_promise() -> None:
    assert set(ANSWER_WITHIN) == set(TOPICS)
    asked = wall("2026-10-07T10:00")
    found = {topic: answer_by(asked, topic=topic, hours=HOURS) for topic in TOPICS}
    minutes = [ANSWER_WITHIN[topic] for topic in ("schedule", "medication", "skills", "paperwork")]
    assert minutes == sorted(set(minutes))
    instants = [str(found[topic]) for topic in ("schedule", "medication", "skills", "paperwork")]
    assert instants == sorted(set(instants))


@given(
    asked=st.integers(0, 730 * 1440).map(lambda n: START + timedelta(minutes=n)),
    topic=st.sampled_from(TOPICS),
    zone=st.sampled_from([NEW_YORK, "America/Phoenix", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_a_promise_lies_in_team_hours_after_the_question_and_never_comes_earlier_for_a_later_one(
    asked: datetime, topic: str, zone: str
) -> None:
    hours = Hours(zone, WEEKDAYS)
    by = answer_by(asked, topic=topic, hours=hours)
    assert by is not None and by > asked
    window = hours.day(by.astimezone(ZoneInfo(zone)).date())
    assert window is not None and window[0] < by <= window[1]
    later = answer_by(asked + timedelta(minutes=7), topic=topic, hours=hours)
    assert later is not None and later >= by


def test_who_is_here_and_when_they_are_back() -> None:
    assert here_until(wall("2026-10-07T10:00"), HOURS) == wall("2026-10-07T18:00")
    assert here_until(wall("2026-10-07T18:00"), HOURS) is None
    assert back_at(wall("2026-10-09T18:00"), HOURS) == wall("2026-10-12T09:00")


@pytest.mark.feature("W1.b")
def test_the_riskiest_comes_first_then_the_closest_promise_then_what_waits_for_nobody() -> None:
    now = wall("2026-10-07T10:00")
    hour = timedelta(hours=1)

    def key(risk: int, due: datetime | None, *, waits: bool = True, last: datetime = now) -> int:
        return sort_key(risk=risk, waiting_since=now if waits else None, answer_by=due, last_message_at=last)

    order = [
        key(3, now + 9 * hour),
        key(1, now + 5 * hour),
        key(0, now + hour),
        key(0, now + 2 * hour),
        key(0, None),  # without a promise: a day from when it began to wait
        key(3, None, waits=False, last=now),
        key(0, None, waits=False, last=now - hour),
    ]
    assert order == sorted(order) and len(set(order)) == len(order)
