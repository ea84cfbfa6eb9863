"""What has helped most, counted from one patient's own entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

MOST_DISTRESS = 10
RANKED_FROM = 3
MOST_CARDS = 5
TAKE_BACK_WITHIN = timedelta(minutes=15)
OLDEST = timedelta(days=30)  # longer than a phone keeps what waits for a network


@dataclass(frozen=True)
class Practiced:
    """Distress from 0 to 10. No day: when somebody practiced says nothing about what helps."""

    skill: str
    before: int
    after: int


@dataclass(frozen=True)
class Helped:
    """`drop`: by how much distress fell on average, above 0. `times`: from how many entries."""

    skill: str
    drop: float
    times: int


def helped(entries: Iterable[Practiced]) -> list[Helped]:
    """The skills after which distress fell, most first; of two alike the one noted more often.

    A skill is ranked from three entries on: fewer are chance. One after which it did not fall is left out,
    because a list of what failed helps nobody.
    """
    drops: dict[str, list[int]] = {}
    for entry in entries:
        drops.setdefault(entry.skill, []).append(entry.before - entry.after)
    means = [
        (Fraction(sum(each), len(each)), len(each), skill)
        for skill, each in drops.items()
        if len(each) >= RANKED_FROM
    ]
    ranked = sorted((row for row in means if row[0] > 0), key=lambda row: (-row[0], -row[1], row[2]))
    return [Helped(skill, round(float(mean), 1), times) for mean, times, skill in ranked]
