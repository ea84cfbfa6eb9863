"""Quiet hours, by the person's own wall."""

from datetime import UTC, datetime, time

import pytest

from portal.notify import logic


@pytest.mark.parametrize(
    ("at", "zone", "wanted"),
    [
        ("2027-01-12T15:00", "America/New_York", "2027-01-12T15:00"),  # 10:00 there
        ("2027-01-13T02:30", "America/New_York", "2027-01-13T13:00"),  # 21:30 there -> 08:00
        ("2027-01-13T12:59", "America/New_York", "2027-01-13T13:00"),  # 07:59 there
        ("2027-01-13T13:00", "America/New_York", "2027-01-13T13:00"),  # 08:00 there: the window is over
        ("2027-01-13T02:30", "America/Los_Angeles", "2027-01-13T02:30"),  # 18:30 there
        ("2027-03-14T06:30", "America/New_York", "2027-03-14T12:00"),  # the night of the spring change
        ("2027-11-07T05:30", "America/New_York", "2027-11-07T13:00"),  # the night of the autumn change
    ],
)
def test_a_notice_in_quiet_hours_goes_at_their_end(at: str, zone: str, wanted: str) -> None:
    instant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    held = logic.after_quiet(instant, zone, time(21), time(8))
    assert held == datetime.fromisoformat(wanted).replace(tzinfo=UTC)


def test_a_window_within_the_day_and_none_at_all() -> None:
    assert logic.is_quiet(time(13), time(12), time(14))
    assert not logic.is_quiet(time(14), time(12), time(14))
    assert not logic.is_quiet(time(3), time(0), time(0))
