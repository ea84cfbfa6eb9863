"""Which day a check-in may be for, and the ends of its scales."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_MOOD = 10
MOST_HOURS = 10  # and more: beyond ten hours the number says nothing further
MOST_RATING = 5  # of an urge, and of how well one slept
MOST_TARGETS = 6
MOST_DAYS = 56
TAKE_BACK_WITHIN = timedelta(minutes=15)
# As long as a phone of one's own keeps what waits for a network, and no longer.
OLDEST = timedelta(days=14)


def written_at(said: datetime | None, now: datetime) -> datetime | None:
    """When a check-in was written, as the phone says; None where that is too long ago to be taken.

    A phone whose clock is ahead must not lose it: what would lie in the future is now.
    """
    if said is None or said > now:
        return now
    return said if said >= now - OLDEST else None


def may_be_for(day: date, at: datetime, zone: str) -> bool:
    """Today or yesterday on the calendar of a zone at that instant. Counted in days, not in hours: a day of
    23 or 25 hours is one day."""
    today = today_in(zone, at)
    return today - timedelta(days=1) <= day <= today


def today_in(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
