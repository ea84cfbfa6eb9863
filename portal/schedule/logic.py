"""Pure rules of wall time, weeks and hours.

Hours: Medicare and SAMHSA call nine or more hours a week intensive outpatient (42 CFR 410.44); ASAM 2.1 lets
a person be under the floor while stepping down. So the floor comes with the enrolment and may be 0.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo


class Timed(Protocol):
    """Anything with a start and an end in UTC."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


def instants(on: date, wall: time, minutes: int, zone: str) -> tuple[datetime, datetime]:
    """UTC start and end of a session on a wall.

    A time that the clock skips falls as much later as it skips; a time that comes twice is the first one.
    The length is real minutes, also over a clock change.
    """
    start = datetime.combine(on, wall, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return start, start + timedelta(minutes=minutes)


def pattern_days(
    weekdays: Collection[int], first: date, last: date, *, skip: Collection[date] = ()
) -> Iterator[date]:
    """The days of a pattern from `first` to `last` (both belong to it), without holidays."""
    day = first
    while day <= last:
        if day.weekday() in weekdays and day not in skip:
            yield day
        day += timedelta(days=1)


def bounds(first: date, zone: str, *, days: int = 7) -> tuple[datetime, datetime]:
    """UTC instants from local midnight to local midnight: 167 or 169 hours in a week of a clock change."""
    start, _ = instants(first, time(0), 0, zone)
    end, _ = instants(first + timedelta(days=days), time(0), 0, zone)
    return start, end


def minutes_attended(state: str, *, length: int, given: int | None, late_by: int | None = None) -> int:
    """What a mark counts for. `given` is what the leader wrote; else the most likely for that mark."""
    if state in {"excused", "absent"}:
        return 0
    if given is not None:
        return max(0, min(given, length))
    if state == "late":
        return max(0, length - (late_by if late_by is not None else 15))
    return length


@dataclass(frozen=True)
class Hours:
    """One week, in minutes. `planned` is what the calendar holds; `minimum` 0 means that no floor counts."""

    prescribed: int
    planned: int
    attended: int
    minimum: int


def hours(lengths: Iterable[int], attended: Iterable[int | None], *, prescribed: int, minimum: int) -> Hours:
    return Hours(prescribed, sum(lengths), sum(minutes or 0 for minutes in attended), minimum)


def now_and_next(sessions: Sequence[T], at: datetime) -> tuple[T | None, list[T]]:
    """What runs at an instant, and what comes after it in order of time."""
    running = [each for each in sessions if each.starts_at <= at < each.ends_at]
    coming = sorted((each for each in sessions if each.starts_at > at), key=lambda each: each.starts_at)
    return (max(running, key=lambda each: each.starts_at) if running else None), coming


def fits(
    *, day: date, level: str, weekdays: Collection[int], starts_on: date, ends_on: date | None,
    levels: Collection[str],
) -> bool:  # fmt: skip
    """Does an enrolment put a person into a track's session on this day?"""
    inside = starts_on <= day and (ends_on is None or day <= ends_on)
    return inside and day.weekday() in weekdays and (not levels or level in levels)


def short_name(full_name: str, preferred: str) -> str:
    """ "Devon W.": the preferred name and the first letter of the last one, for lists of a group."""
    parts = full_name.split()
    return f"{preferred} {parts[-1][0]}." if len(parts) > 1 else preferred
