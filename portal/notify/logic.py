"""Pure rules of quiet hours, fallback, the day's cap, and wording."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# Federal quiet hours of telephone solicitation, taken as a safe default for care reminders too.
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
# Minutes until an unread push goes by text or mail as well; 0: never.
FALLBACK_AFTER, FALLBACK_CHOICES = 30, (0, 15, 30, 60, 240)
# Who has a page open sees it there; unread after this, they are told like anyone.
SEEN_WITHIN = timedelta(seconds=60)
# While an earlier notice of the same thing is unread and younger than this, nothing more is said of it.
TELL_AGAIN = timedelta(hours=12)
# What is still worth telling the day after, for what waits until it is read.
STALE_AFTER = timedelta(hours=36)
MOST_A_DAY = 20
# Held back by the cap. A reminder counts, for it was heard, but is not held: its person picked its time, and
# in a digest it would come too late. That something changed, and what is of safety, is neither.
CAPPED = frozenset({"message", "mention", "task", "education"})
COUNTED = CAPPED | {"session"}


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


def day_began(now: datetime, zone: str) -> datetime:
    """Midnight of the person's own day, as an instant in `now`'s zone."""
    here = now.astimezone(ZoneInfo(zone))
    return datetime.combine(here.date(), time(0), ZoneInfo(zone)).astimezone(now.tzinfo)


def digest_time(now: datetime, zone: str, wall: time) -> datetime:
    """The next time on the person's wall at which their digest comes, after `now`."""
    here = now.astimezone(ZoneInfo(zone))
    today = datetime.combine(here.date(), wall, ZoneInfo(zone))
    later = today if today > here else datetime.combine(here.date() + timedelta(days=1), wall, today.tzinfo)
    return later.astimezone(now.tzinfo)


def fallback_channel(*, email: bool, sms: bool) -> str | None:
    """A text where the person asked for texts, else mail; None where they want neither."""
    return "sms" if sms else ("email" if email else None)
