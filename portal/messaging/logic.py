"""When we answer, and what comes first. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

TOPICS = ("schedule", "medication", "skills", "paperwork", "family", "other")
LONGEST_BODY = 8000
REPLYING_FOR = timedelta(seconds=45)
# Of one writer on one thread; a page says it every three.
TYPING_EVERY_SECONDS = 2.0
# How long an author may change or take back a message: long enough for a slip, too short to rewrite a talk.
CHANGE_WITHIN = timedelta(minutes=15)
QUESTIONS = ("", "yes_no", "choices")
MOST_CHOICES = 3
LONGEST_CHOICE = 60
SEARCH_BACK = timedelta(days=2 * 365)
LONGEST_SEARCH = 100

# How long an answer may take, in minutes of team hours (480 are a working day). The clinic's own promise,
# no rule of law: questions about today's session or a medicine cannot wait for the next day.
ANSWER_WITHIN = {
    "schedule": 120,
    "medication": 180,
    "skills": 480,
    "paperwork": 960,
    "family": 480,
    "other": 480,
}
_STEP = 30  # a promise names a half hour, never an odd minute
_FARTHEST_DAYS = 60
SHORTEST_PROMISE, LONGEST_PROMISE = _STEP, 2400  # half an hour to five working days
RANK = 10**11  # more than any instant in seconds


@dataclass(frozen=True)
class Hours:
    """When a team answers: wall time of its zone by weekday (0 = Monday), less its holidays; and within how
    many minutes of these hours, by topic."""

    zone: str
    weekly: Mapping[int, tuple[time, time]]
    holidays: Collection[date] = field(default=frozenset())
    within: Mapping[str, int] = field(default_factory=lambda: ANSWER_WITHIN)
    # Each message asks for the same few days, and a zone's rules are slow to ask.
    _known: dict[date, tuple[datetime, datetime] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def day(self, day: date) -> tuple[datetime, datetime] | None:
        """The UTC instants between which the team is there on a day of its zone."""
        if day not in self._known:
            self._known[day] = self._window(day)
        return self._known[day]

    def _window(self, day: date) -> tuple[datetime, datetime] | None:
        if day in self.holidays or day.weekday() not in self.weekly:
            return None
        opens, closes = self.weekly[day.weekday()]
        zone = ZoneInfo(self.zone)
        return (
            datetime.combine(day, opens, zone).astimezone(UTC),
            datetime.combine(day, closes, zone).astimezone(UTC),
        )

    def today(self, instant: datetime) -> date:
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def days_from(self, instant: datetime) -> Iterator[date]:
        first = self.today(instant)
        return (first + timedelta(days=n) for n in range(_FARTHEST_DAYS))


def hours_from(text: str) -> Hours:
    """As `sql.HOURS` writes them: "0 09:00:00 18:00:00;...|2026-11-26;...|skills 90;...|Europe/Rome"."""
    weekly, holidays, own, zone = text.split("|")
    promised = (row.split(" ") for row in own.split(";") if row)
    days = (row.split(" ") for row in weekly.split(";") if row)
    return Hours(
        zone,
        {int(day): (time.fromisoformat(opens), time.fromisoformat(closes)) for day, opens, closes in days},
        frozenset(date.fromisoformat(day) for day in holidays.split(";") if day),
        ANSWER_WITHIN | {topic: int(minutes) for topic, minutes in promised},
    )


def answer_by(asked_at: datetime, *, topic: str, hours: Hours) -> datetime | None:
    """The UTC instant until which a question asked at `asked_at` is answered: the topic's minutes, counted
    in team hours alone, up to the next half hour. None where the team has no hours at all."""
    left = timedelta(minutes=hours.within[topic])
    for day in hours.days_from(asked_at):
        window = hours.day(day)
        if window is None or window[1] <= asked_at:
            continue
        start, closes = max(window[0], asked_at), window[1]
        if closes - start >= left:
            return min(_half_hour(start + left, hours.zone), closes)
        left -= closes - start
    return None


def _half_hour(instant: datetime, zone: str) -> datetime:
    wall = instant.astimezone(ZoneInfo(zone))
    over = timedelta(minutes=wall.minute % _STEP, seconds=wall.second, microseconds=wall.microsecond)
    return instant if not over else instant + timedelta(minutes=_STEP) - over


def closed_holidays(asked_at: datetime, *, until: datetime | None, hours: Hours) -> list[date]:
    """The holidays between now and the promise on which the team would otherwise be there."""
    if until is None:
        return []
    last = until.astimezone(ZoneInfo(hours.zone)).date()
    days = (day for day in hours.days_from(asked_at) if day <= last)
    return [day for day in days if day in hours.holidays and day.weekday() in hours.weekly]


def here_until(instant: datetime, hours: Hours) -> datetime | None:
    """When the team goes home, where it is there now."""
    window = hours.day(hours.today(instant))
    return window[1] if window and window[0] <= instant < window[1] else None


def back_at(instant: datetime, hours: Hours) -> datetime | None:
    """When the team is there next, where it is away now."""
    for day in hours.days_from(instant):
        window = hours.day(day)
        if window and window[0] > instant:
            return window[0]
    return None


def sort_key(
    *,
    risk: int,
    waiting_since: datetime | None,
    answer_by: datetime | None,
    last_message_at: datetime,
    session_at: datetime | None = None,
) -> int:
    """The order of the inbox, smallest first: risk (0 to 3), then the closest promise; behind them what
    waits for nobody, newest first. A thread without a promise counts a day from when it began to wait.

    A session today makes the answer due before it begins (`session_at`): who asks at noon and sits in the
    room at five should not sit there unanswered. A session from before the question counts for nothing.
    """
    if waiting_since is None:
        return 9 * RANK + RANK - int(last_message_at.timestamp())
    due = answer_by or waiting_since + timedelta(days=1)
    if session_at is not None and session_at > waiting_since:
        due = min(due, session_at)
    return (3 - risk) * RANK + int(due.timestamp())


def fold(text: str) -> str:
    """For comparing: no accents, no capitals, compatible forms made equal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@dataclass(frozen=True)
class Snippet:
    """A piece of a text around a found word; `before + word + after`."""

    before: str
    word: str
    after: str


_AROUND = 60


def snippet(text: str, words: Sequence[str]) -> Snippet | None:
    """The surroundings of the first of these folded words, where the text holds all of them."""
    folded = fold(text)
    if not words or any(word not in folded for word in words):
        return None
    # Folding changes lengths ("ß" becomes "ss"), so each folded sign remembers where it came from.
    origin = [place for place, sign in enumerate(text) for _ in fold(sign)]
    at = folded.index(words[0])
    if len(origin) != len(folded):
        return Snippet("", "", text[: 2 * _AROUND])
    start, end = origin[at], origin[at + len(words[0]) - 1] + 1
    before, after = text[:start], text[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return Snippet(before, text[start:end], after)


def minutes_between(start: datetime, end: datetime, hours: Hours) -> int:
    """How many whole minutes of team hours lie between two instants: what the reply clock has run."""
    spent = timedelta()
    zone = ZoneInfo(hours.zone)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        window = hours.day(day)
        if window is not None:
            spent += max(timedelta(), min(window[1], end) - max(window[0], start))
        day += timedelta(days=1)
    return int(spent.total_seconds() // 60)


def amber_minutes(within: int) -> int:
    """How long before a promise ends its clock turns amber, in minutes of team hours: the last quarter,
    and never less than half an hour, the time that an answer needs."""
    return max(_STEP, within // 4)


def windows(start: date, days: int, hours: Hours) -> list[tuple[datetime, datetime]]:
    """When the team is there on these days of its zone, in UTC."""
    found = [hours.day(start + timedelta(days=n)) for n in range(days)]
    return [window for window in found if window is not None]


def quiet_since(instant: datetime, hours: Hours) -> datetime:
    """When the quiet period began that holds an instant outside team hours: the last time that the team
    went home. The oldest instant of all where it has not been there for as long as we look back."""
    today = hours.today(instant)
    for n in range(_FARTHEST_DAYS):
        window = hours.day(today - timedelta(days=n))
        if window is not None and window[1] <= instant:
            return window[1]
    return datetime(1970, 1, 1, tzinfo=UTC)


def first_day_back(last_day_off: date, hours: Hours) -> date:
    """The first day on which somebody is there again after days off: the team's next working day."""
    for n in range(1, _FARTHEST_DAYS):
        day = last_day_off + timedelta(days=n)
        if hours.day(day) is not None:
            return day
    return last_day_off + timedelta(days=1)


def next_owner(
    owner: UUID | None,
    covering_for: UUID | None,
    *,
    able: Collection[UUID],
    cover_of: Mapping[UUID, UUID | None],
) -> tuple[UUID | None, UUID | None]:
    """Whose a thread should be, and for whom they cover: posts, None being the whole team's queue.

    `able`: who is here and may answer it. `cover_of`: who would be able but is off, and their cover. Whoever
    is back has the thread again; whoever has left for good has nothing to come back to.
    """
    if covering_for is not None and covering_for in able:
        return covering_for, None
    if covering_for not in cover_of:
        covering_for = None
    if owner in able:
        return owner, covering_for
    home = covering_for or (owner if owner in cover_of else None)
    return (_cover(home, able, cover_of) if home else None), home


def _cover(home: UUID, able: Collection[UUID], cover_of: Mapping[UUID, UUID | None]) -> UUID | None:
    """The cover, or the cover's cover; None where the line ends at nobody, or in a circle."""
    seen = {home}
    cover = cover_of[home]
    while cover is not None and cover not in able:
        if cover in seen:
            return None
        seen.add(cover)
        cover = cover_of.get(cover)
    return cover


# What a saved reply can be filled with; in its text `{patient}` and so on.
VARIABLES = ("patient", "me", "next_session", "promise", "program_phone")
_PLACE = re.compile(r"\{([^{}]*)\}")


def unknown_variables(text: str) -> list[str]:
    """The places in a saved reply that nothing can fill."""
    return [name for name in _PLACE.findall(text) if name not in VARIABLES]


def fill(text: str, values: Mapping[str, str], blanks: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text with its places filled, and the names of those that had no value: they show their blank."""
    empty = [name for name in VARIABLES if name in _PLACE.findall(text) and not values.get(name)]
    words = {name: values.get(name) or blanks[name] for name in VARIABLES}

    def put(place: re.Match[str]) -> str:
        # "5:00 p.m." ends its sentence already.
        ends = text[place.end() : place.end() + 1] == "."
        return words[place[1]].removesuffix(".") if ends else words[place[1]]

    return _PLACE.sub(put, text), empty
