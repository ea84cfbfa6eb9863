"""Which day a check-in may be for: the patient's calendar, midnight, changes of the clock, waiting phones."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from portal.accounts.models import Account
from portal.checkins import logic, selectors
from portal.kernel import clock
from portal.kernel.errors import Invalid
from tests.portal.checkins.objects import saved
from tests.world import World, build


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    clock.set_fixed(at("2026-01-02T12:00:00+00:00"))  # rights begin when they are given
    yield build()
    clock.set_fixed(None)


def refused(world: World, day: str, written_at: datetime | None = None) -> bool:
    try:
        saved(world, day=date.fromisoformat(day), written_at=written_at)
    except Invalid as problem:
        return problem.pointer == "/day"
    return False


@pytest.mark.feature("Q7.c")
@pytest.mark.parametrize(
    ("zone", "instant", "today"),
    [
        ("America/New_York", "2026-10-10T03:59:59+00:00", "2026-10-09"),  # a second before midnight there
        ("America/New_York", "2026-10-10T04:00:00+00:00", "2026-10-10"),
        ("America/Phoenix", "2026-10-10T06:30:00+00:00", "2026-10-09"),
        ("Pacific/Kiritimati", "2026-10-09T10:00:00+00:00", "2026-10-10"),
        ("Pacific/Honolulu", "2026-10-10T09:59:00+00:00", "2026-10-09"),
        ("America/New_York", "2026-03-08T04:30:00+00:00", "2026-03-07"),  # the night that loses an hour
        ("America/New_York", "2026-03-09T03:30:00+00:00", "2026-03-08"),
        ("America/New_York", "2026-11-01T05:30:00+00:00", "2026-11-01"),  # 1:30, the first time
        ("America/New_York", "2026-11-01T06:30:00+00:00", "2026-11-01"),  # 1:30, the second time
        (
            "America/New_York",
            "2026-11-02T04:59:00+00:00",
            "2026-11-01",
        ),  # the last minute of 25 hours
    ],
)
def test_today_and_yesterday_are_those_of_the_patients_own_calendar(
    zone: str, instant: str, today: str
) -> None:
    day = date.fromisoformat(today)
    offered = [day + timedelta(days=away) for away in (-2, -1, 0, 1)]
    assert [logic.may_be_for(each, at(instant), zone) for each in offered] == [False, True, True, False]


@pytest.mark.feature("Q7.c")
def test_the_server_holds_to_the_zone_of_the_account(world: World) -> None:
    Account.objects.filter(id=world.people["patient"].id).update(timezone="Asia/Tokyo")
    clock.set_fixed(at("2026-10-09T15:30:00+00:00"))  # half past midnight of the 10th in Tokyo
    assert [refused(world, f"2026-10-{day:02}") for day in (8, 9, 10, 11)] == [True, False, False, True]
    found = selectors.card(world.actor("therapist"), patient_id=world.patient.id, days=14)
    assert found.today == date(2026, 10, 10)
    assert [each.row.day.day for each in found.days] == [10, 9]


@pytest.mark.feature("Q7.b", "Q7.c")
def test_one_that_waited_on_the_phone_is_for_the_day_on_which_it_was_written(world: World) -> None:
    clock.set_fixed(at("2026-10-20T16:00:00+00:00"))
    then = at("2026-10-13T01:00:00+00:00")  # the evening of the 12th in New York
    assert [refused(world, f"2026-10-{day}", then) for day in (10, 11, 12, 13)] == [True, False, False, True]
    assert not refused(world, "2026-10-06", clock.now() - logic.OLDEST)
    assert refused(world, "2026-10-06", clock.now() - logic.OLDEST - timedelta(seconds=1))


def test_a_phone_whose_clock_is_ahead_loses_nothing_and_gains_no_day(world: World) -> None:
    clock.set_fixed(at("2026-10-20T16:00:00+00:00"))
    ahead = clock.now() + timedelta(days=3)
    assert refused(world, "2026-10-23", ahead)
    row = saved(world, day=date(2026, 10, 20), written_at=ahead)
    assert row.written_at == clock.now()
