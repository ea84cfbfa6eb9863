"""The reply clock for the team: its hours as instants, what it promises by topic, and how it keeps it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Count, F, FloatField, Q

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging import logic
from portal.messaging.models import ReplyTime, Thread, TopicPromise
from portal.messaging.selectors.promises import hours_of
from portal.programs import selectors as programs
from portal.programs.models import Program, Track

# Fewer answers than this could point at one person.
SMALLEST_CELL = 5
_BACK, _AHEAD = 30, 30


@dataclass(frozen=True)
class Clock:
    """`windows`: when the team is there, UTC, from a month ago to a month ahead. `within`, `amber`: minutes
    of team hours by topic, of the promise and of its last part."""

    program_id: UUID
    windows: list[tuple[datetime, datetime]]
    within: dict[str, int]
    amber: dict[str, int]


@dataclass(frozen=True)
class TopicTerm:
    """`minutes` hold today; `next_minutes` from `next_on` on, where a change is planned."""

    topic: str
    minutes: int
    standard: int
    next_minutes: int | None
    next_on: date | None


@dataclass(frozen=True)
class Terms:
    program: Program
    today: date
    topics: list[TopicTerm]
    may_change: bool


@dataclass(frozen=True)
class Line:
    """`topic` None: all of them. Minutes of team hours. Nothing but `few` where there are fewer than five
    answers. `kept` is the share (0 to 1) of promises that were kept."""

    topic: str | None
    promised: int | None
    few: bool
    answered: int | None
    median: int | None
    slowest_tenth: int | None
    kept: float | None


@dataclass(frozen=True)
class Report:
    """`late`: questions that wait beyond their promise now. `tracks`: by what it can be narrowed."""

    program: Program
    since: date
    until: date
    total: Line
    topics: list[Line]
    waiting: int
    late: int
    tracks: list[Track]


class _Percentile(Aggregate):
    """The value below which a share of all lies, between two rows in proportion (SQL's percentile_cont)."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: str, *, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, output_field=FloatField(), **extra)


def team_clock(actor: Actor, *, program_id: UUID) -> Clock:
    """Allowed: who works in the program. Raises NotFound."""
    program = programs.program(actor, program_id=program_id)
    now = clock.now()
    first = clock.local(now, program.timezone).date() - timedelta(days=_BACK)
    past = datetime.combine(first, time(), ZoneInfo(program.timezone))
    hours = hours_of(program.id, zone=program.timezone, at=past)
    within = dict(hours_of(program.id, zone=program.timezone).within)
    amber = {topic: logic.amber_minutes(minutes) for topic, minutes in within.items()}
    return Clock(program.id, logic.windows(first, _BACK + _AHEAD, hours), within, amber)


def terms(actor: Actor, *, program_id: UUID) -> Terms:
    """What a program promises by topic. Allowed: who works in it. Raises NotFound."""
    program = programs.program(actor, program_id=program_id)
    today = clock.local(clock.now(), program.timezone).date()
    held = dict(logic.ANSWER_WITHIN)
    planned: dict[str, tuple[int, date]] = {}
    for row in TopicPromise.objects.filter(program=program).order_by("starts_on"):
        if row.starts_on <= today:
            held[row.topic] = row.minutes
        else:
            planned.setdefault(row.topic, (row.minutes, row.starts_on))
    topics = []
    for topic in logic.TOPICS:
        minutes, on = planned.get(topic, (None, None))
        topics.append(TopicTerm(topic, held[topic], logic.ANSWER_WITHIN[topic], minutes, on))
    may_change = policy.can(actor, Permission.PROGRAM_MANAGE, program_id=program_id)
    return Terms(program, today, topics, may_change)


def reply_report(
    actor: Actor, *, program_id: UUID, since: date, until: date, track_id: UUID | None = None
) -> Report:
    """How soon questions were answered that were asked from one day to another (of the program's zone, both
    included). Numbers only. Allowed: the program's lead and administrator. Raises NotFound.

    The number of queries does not depend on how many questions there were.
    """
    program = programs.program(actor, program_id=program_id, permission=Permission.REPORT_READ)
    zone = ZoneInfo(program.timezone)
    first = datetime.combine(since, time(), zone)
    end = datetime.combine(until + timedelta(days=1), time(), zone)
    rows = ReplyTime.objects.filter(program=program, asked_at__gte=first, asked_at__lt=end)
    if track_id is not None:
        rows = rows.filter(track_id=track_id, track__program=program)
    within = hours_of(program.id, zone=program.timezone).within
    lines: dict[str, dict[str, Any]] = {
        row["topic"]: dict(row) for row in rows.values("topic").annotate(**_numbers())
    }
    total = rows.aggregate(**_numbers())
    waiting = Thread.objects.filter(program=program, state="open", waiting_since__isnull=False)
    audit.read(
        actor, "messaging.reply_report", object_type="program", object_id=program.id, program_id=program.id
    )
    return Report(
        program=program,
        since=since,
        until=until,
        total=_line(None, None, total),
        topics=[_line(topic, within[topic], lines.get(topic)) for topic in logic.TOPICS],
        waiting=waiting.count(),
        late=waiting.filter(answer_by__lt=clock.now()).count(),
        tracks=list(programs.tracks(actor, program_id=program_id)),
    )


def _numbers() -> dict[str, Any]:
    answered = Q(answered_at__isnull=False)
    return {
        "answered": Count("id", filter=answered),
        "promised": Count("id", filter=answered & Q(promised_at__isnull=False)),
        "in_time": Count("id", filter=answered & Q(answered_at__lte=F("promised_at"))),
        "median": _Percentile("minutes", share=0.5),
        "slowest_tenth": _Percentile("minutes", share=0.9),
    }


def _line(topic: str | None, promised: int | None, row: dict[str, Any] | None) -> Line:
    if row is None or row["answered"] < SMALLEST_CELL:
        return Line(topic, promised, True, None, None, None, None)
    kept = row["in_time"] / row["promised"] if row["promised"] else None
    return Line(
        topic, promised, False, row["answered"], round(row["median"]), round(row["slowest_tenth"]), kept
    )
