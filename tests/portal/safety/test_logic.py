"""When a telephone is answered."""

from datetime import UTC, datetime, time

import pytest

from portal.safety import logic


@pytest.mark.parametrize(
    ("now", "opens", "closes", "until"),
    [
        ("2027-01-12T15:00", time(8), time(21), "2027-01-13T02:00"),
        ("2027-01-13T02:00", time(8), time(21), None),
        ("2027-01-12T12:59", time(8), time(21), None),
        ("2027-01-13T06:00", time(20), time(2), "2027-01-13T07:00"),
        ("2027-07-12T15:00", time(8), time(21), "2027-07-13T01:00"),
    ],
)
def test_the_line_is_open_by_the_programs_wall_clock(
    now: str, opens: time, closes: time, until: str | None
) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    wanted = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    assert logic.open_until(at, "America/New_York", opens, closes) == wanted
