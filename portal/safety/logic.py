"""Pure rules of alerts."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# How long an alert of a level waits for a name before it is passed on to the lead.
PATIENCE = {"urgent": timedelta(minutes=10), "same_day": timedelta(hours=2)}


def level(item9: int) -> str:
    """1 = same-day review, 2 or 3 = urgent, page now (practice of published PHQ-9 workflows; the hazard
    rises with each step). 0 raises nothing, and says nothing about risk."""
    return "urgent" if item9 >= 2 else "same_day"


def due(raised_at: datetime, of_level: str) -> datetime:
    return raised_at + PATIENCE[of_level]


def open_until(now: datetime, zone: str, opens: time | None, closes: time | None) -> datetime | None:
    """Until when a telephone is answered (UTC), by local wall time; None while it is not, or day and
    night. A closing time before the opening time is past midnight."""
    if opens is None or closes is None:
        return None
    here = now.astimezone(ZoneInfo(zone))
    for back in (0, 1):
        day = here.date() - timedelta(days=back)
        start = datetime.combine(day, opens, here.tzinfo)
        end = datetime.combine(day + timedelta(days=closes <= opens), closes, here.tzinfo)
        if start <= here < end:
            return end.astimezone(now.tzinfo)
    return None
