"""Pure rules of quiet hours and wording."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# Federal quiet hours of telephone solicitation, taken as a safe default for care reminders too.
QUIET_FROM, QUIET_UNTIL = time(21), time(8)


def is_quiet(at: time, quiet_from: time, quiet_until: time) -> bool:
    """Whether a wall time is in the quiet window; the same time twice means no window at all."""
    if quiet_from == quiet_until:
        return False
    if quiet_from < quiet_until:
        return quiet_from <= at < quiet_until
    return at >= quiet_from or at < quiet_until


def after_quiet(at: datetime, zone: str, quiet_from: time, quiet_until: time) -> datetime:
    """The instant (UTC kept) itself, or the end of the quiet window that it falls into."""
    here = at.astimezone(ZoneInfo(zone))
    if not is_quiet(here.timetz().replace(tzinfo=None), quiet_from, quiet_until):
        return at
    day = here.date()
    if here.time() >= quiet_until:
        day += timedelta(days=1)
    return datetime.combine(day, quiet_until, ZoneInfo(zone)).astimezone(at.tzinfo)


def backoff(attempts: int) -> timedelta:
    """How long a failed sending waits: 30 s, 1, 2, 4 ... minutes, an hour at most."""
    return timedelta(seconds=min(30 * 2 ** max(attempts - 1, 0), 3600))


def day_word(about_at: datetime, now: datetime, zone: str) -> str:
    """ "today", "tomorrow" or "later", by the person's own calendar."""
    wall = ZoneInfo(zone)
    days = (about_at.astimezone(wall).date() - now.astimezone(wall).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, "later")
