"""Pure rules of weeks and change."""

from datetime import date, timedelta

# A change of five points or more is meaningful on the PHQ-9; about four on the GAD-7 (Toussaint 2020).
MEANINGFUL = {"phq9": 5, "gad7": 4}


def week_of(day: date, *, starts_on: int) -> date:
    """The first day of the program week that holds the day. `starts_on`: 0 = Monday."""
    return day - timedelta(days=(day.weekday() - starts_on) % 7)


def is_due(today: date, *, starts_on: int, planned_from: date, last: date | None) -> bool:
    """Due from the first day of each week until it is answered; not before the plan begins."""
    week = week_of(today, starts_on=starts_on)
    return planned_from <= today and (last is None or last < week)


def meaningful(instrument: str, before: int, after: int) -> int:
    """-1 better, 1 worse, 0 no meaningful change. Less is better on both instruments."""
    step = MEANINGFUL.get(instrument, 5)
    change = after - before
    return 0 if abs(change) < step else (1 if change > 0 else -1)
