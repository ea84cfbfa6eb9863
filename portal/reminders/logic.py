"""Pure rules of reminders."""

from collections.abc import Iterable
from datetime import datetime, timedelta

LOOK_AHEAD = timedelta(days=8)


def due_times(starts_at: datetime, leads: Iterable[int], now: datetime) -> list[tuple[int, datetime]]:
    """(lead in minutes, instant) for the leads that still lie ahead; of those that are past, none."""
    found = [(lead, starts_at - timedelta(minutes=lead)) for lead in leads]
    return [(lead, due) for lead, due in found if due > now - timedelta(minutes=2)]
