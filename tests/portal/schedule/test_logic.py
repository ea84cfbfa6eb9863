"""Wall time over clock changes, weeks, hours by minutes."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.schedule import logic

NEW_YORK, PHOENIX, LORD_HOWE = "America/New_York", "America/Phoenix", "Australia/Lord_Howe"
FORWARD, BACK = date(2027, 3, 14), date(2027, 11, 7)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.feature("S3.a")
def test_a_pattern_keeps_its_wall_time_when_the_clocks_go_forward() -> None:
    days = list(logic.pattern_days({0, 2, 4}, date(2027, 3, 8), date(2027, 3, 19)))
    starts = [logic.instants(day, time(17), 90, NEW_YORK)[0] for day in days]
    assert [start.hour for start in starts] == [22, 22, 22, 21, 21, 21]
    assert all(start.astimezone(ZoneInfo(NEW_YORK)).time() == time(17) for start in starts)


@pytest.mark.feature("S3.b")
def test_a_pattern_keeps_its_wall_time_when_the_clocks_go_back() -> None:
    days = list(logic.pattern_days({0, 2, 4}, date(2027, 11, 1), date(2027, 11, 12)))
    starts = [logic.instants(day, time(17), 90, NEW_YORK)[0] for day in days]
    assert [start.hour for start in starts] == [21, 21, 21, 22, 22, 22]


def test_a_zone_without_clock_changes_keeps_its_distance_to_utc() -> None:
    for day in (date(2027, 3, 12), FORWARD, date(2027, 11, 5), BACK):
        assert logic.instants(day, time(9), 60, PHOENIX)[0].hour == 16


def test_a_clock_that_changes_by_half_an_hour_is_followed() -> None:
    summer = logic.instants(date(2027, 4, 2), time(9), 60, LORD_HOWE)[0]
    winter = logic.instants(date(2027, 4, 5), time(9), 60, LORD_HOWE)[0]
    assert (summer.hour, summer.minute) == (22, 0)
    assert (winter.hour, winter.minute) == (22, 30)


def test_a_time_that_the_clock_skips_falls_as_much_later() -> None:
    start, end = logic.instants(FORWARD, time(2, 30), 60, NEW_YORK)
    assert (start, end) == (utc("2027-03-14 07:30"), utc("2027-03-14 08:30"))
    assert start.astimezone(ZoneInfo(NEW_YORK)).time() == time(3, 30)


def test_a_time_that_comes_twice_is_the_first_one_and_lasts_its_real_minutes() -> None:
    start, end = logic.instants(BACK, time(1, 30), 60, NEW_YORK)
    assert (start, end) == (utc("2027-11-07 05:30"), utc("2027-11-07 06:30"))


@pytest.mark.parametrize(
    ("first", "hours"), [(date(2027, 3, 8), 167), (date(2027, 11, 1), 169), (date(2027, 6, 7), 168)]
)
def test_a_week_of_a_clock_change_is_an_hour_shorter_or_longer(first: date, hours: int) -> None:
    start, end = logic.bounds(first, NEW_YORK)
    assert (end - start).total_seconds() == hours * 3600


def test_holidays_have_no_session() -> None:
    closed = date(2026, 11, 26)
    days = list(logic.pattern_days({1, 3}, date(2026, 11, 23), date(2026, 12, 3), skip={closed}))
    assert days == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 3)]


@pytest.mark.parametrize(
    ("state", "given", "late_by", "minutes"),
    [
        ("here", None, None, 90),
        ("here", 120, None, 90),
        ("late", None, None, 75),
        ("late", None, 5, 85),
        ("late", 60, 5, 60),
        ("left_early", 40, None, 40),
        ("excused", 90, None, 0),
        ("absent", None, None, 0),
    ],
)
@pytest.mark.feature("S4.b")
def test_a_mark_counts_the_minutes_that_were_attended(
    state: str, given: int | None, late_by: int | None, minutes: int
) -> None:
    assert logic.minutes_attended(state, length=90, given=given, late_by=late_by) == minutes


@given(
    st.sampled_from(["here", "late", "left_early", "excused", "absent"]), st.integers(10, 480),
    st.none() | st.integers(0, 500), st.none() | st.integers(1, 240),
)  # fmt: skip
def test_nobody_attends_less_than_nothing_or_more_than_the_session(
    state: str, length: int, given: int | None, late_by: int | None
) -> None:
    assert 0 <= logic.minutes_attended(state, length=length, given=given, late_by=late_by) <= length


@pytest.mark.feature("S2.c")
def test_hours_are_sums_of_minutes_and_the_floor_is_the_persons_own() -> None:
    found = logic.hours([90, 90, 60], [90, 75, None], prescribed=360, minimum=0)
    assert found == logic.Hours(prescribed=360, planned=240, attended=165, minimum=0)


class _Slot:
    def __init__(self, start: str, end: str) -> None:
        self.starts_at, self.ends_at = utc(start), utc(end)


@pytest.mark.feature("S1.b")
def test_what_runs_is_now_and_what_comes_is_in_order() -> None:
    late = _Slot("2026-11-23 19:00", "2026-11-23 20:00")
    soon = _Slot("2026-11-23 18:00", "2026-11-23 19:00")
    runs = _Slot("2026-11-23 17:00", "2026-11-23 18:00")
    assert logic.now_and_next([late, runs, soon], utc("2026-11-23 17:30")) == (runs, [soon, late])
    assert logic.now_and_next([late, runs, soon], utc("2026-11-23 18:00"))[0] is soon
    assert logic.now_and_next([runs], utc("2026-11-23 21:00")) == (None, [])


def test_lists_of_a_group_name_people_by_first_name_and_initial() -> None:
    assert logic.short_name("Devon Aaron Walsh", "Devon") == "Devon W."
    assert logic.short_name("Cher", "Cher") == "Cher"
