"""Pure rules of alerts."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

# How long an alert of a level waits for a name before everyone is told again. "look" is a mention to be
# read on the working day: words that somebody denies, says of another person, or wrote without a wish in it.
PATIENCE = {"urgent": timedelta(minutes=10), "same_day": timedelta(hours=2), "look": timedelta(hours=8)}

# How far up an open alert moves the patient's threads in the team's inbox (`Thread.risk`).
RISK_OF = {"urgent": 3, "same_day": 2, "look": 1}


def level(item9: int) -> str:
    """1 = same-day review, 2 or 3 = urgent, page now (practice of published PHQ-9 workflows; the hazard
    rises with each step). 0 raises nothing, and says nothing about risk."""
    return "urgent" if item9 >= 2 else "same_day"


def level_of_words(words: int) -> str | None:
    """Of a reading of 1 to 3. None for 0: no alert, and nothing said about how somebody is."""
    return {1: "look", 2: "same_day", 3: "urgent"}.get(words)


def at_least(of_level: str) -> list[str]:
    """This level and those above it."""
    return [name for name, risk in RISK_OF.items() if risk >= RISK_OF[of_level]]


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
