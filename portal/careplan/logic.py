"""Pure rules of goals and ratings."""

from collections.abc import Iterable

# From this difference on, patient and team should talk about how they see a goal.
APART = 3


def apart(own: int | None, team: int | None) -> bool:
    return own is not None and team is not None and abs(own - team) >= APART


def signs_met(signs: Iterable[bool]) -> tuple[int, int]:
    """How many signs are there, of how many."""
    found = list(signs)
    return sum(found), len(found)
