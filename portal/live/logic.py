"""Pure rules of a live session: when a room lets people in, and who appears under what name."""

from datetime import datetime, timedelta
from typing import Literal

EARLY = timedelta(minutes=10)
LONGEST_QUESTION = 500
LONGEST_ANSWER = 2000
# As many quiet names as the catalogue holds (live.alias.0 ... live.alias.39).
NAMES = 40

Door = Literal["closed", "open", "locked", "over"]


def door(*, state: str, locked: bool, starts_at: datetime, now: datetime, was_here: bool) -> Door:
    """Whether the room lets a registered person in. Who was in before comes back into a locked room."""
    if state == "ended":
        return "over"
    if locked and not was_here:
        return "locked"
    if state == "open" or now >= starts_at - EARLY:
        return "open"
    return "closed"


def status_for(*, taken: int, capacity: int) -> Literal["registered", "waiting"]:
    return "registered" if taken < capacity else "waiting"


def alias_parts(number: int) -> tuple[int, int]:
    """Which name of the list, and the number behind it (1: none is shown)."""
    return number % NAMES, number // NAMES + 1


def slide_in(deck_length: int, wanted: int) -> bool:
    return 0 <= wanted < deck_length
