"""Pure rules of names and hours."""

import re
import unicodedata
from datetime import date, timedelta

# Which level of care comes after which; moves go both ways.
STEPS = ("php", "iop5", "iop4", "iop3", "iop2", "op")


def fold(name: str) -> str:
    """A name for sorting and finding: no accents, no case, one space. The database has no ICU."""
    bare = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def default_minutes(level: str) -> int:
    """Prescribed minutes a week by level: PHP 20 h (Medicare), five days 15 h, four 12 h, three 9 h."""
    return {"php": 1200, "iop5": 900, "iop4": 720, "iop3": 540, "iop2": 360, "op": 60}[level]


def default_minimum(level: str, program_hours: int) -> int:
    """The weekly floor. Under it is a step-down transition (ASAM 2.1), not a failing."""
    return program_hours * 60 if level in {"php", "iop5", "iop4", "iop3"} else 0


def week_of(day: date, starts_on: int) -> date:
    """The first day of the program's week that holds `day`; `starts_on` 0 = Monday."""
    return day - timedelta(days=(day.weekday() - starts_on) % 7)


def week_number(day: date, *, since: date, starts_on: int) -> int:
    """The how-manieth week a day is in, from 1, counting the weeks of the program since a day."""
    return max(1, (week_of(day, starts_on) - week_of(since, starts_on)).days // 7 + 1)


def can_be_called(number: str) -> bool:
    """Whether a phone makes a call of what stands there: it goes into a `tel:` link on the crisis page."""
    return re.fullmatch(r"\+?[0-9 ().-]+", number) is not None and sum(sign.isdigit() for sign in number) >= 3
