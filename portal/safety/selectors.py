"""Reads of alerts."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.careplan import selectors as careplan
from portal.checkins import selectors as checkins
from portal.checkins.models import CheckIn
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging import selectors as messaging
from portal.messaging.models import Message
from portal.practice import selectors as practice
from portal.programs import selectors as programs
from portal.programs.models import Program
from portal.safety import logic, regions, risk_words
from portal.safety.models import Alert
from portal.schedule import selectors as schedule


def _rows() -> "QuerySet[Alert]":
    return Alert.objects.select_related("patient", "acknowledged_by").prefetch_related("steps")


def alerts(actor: Actor, *, open_only: bool = True) -> list[Alert]:
    """The alerts of the actor's patients, the most urgent and oldest first; at most 100."""
    rows = _rows().filter(policy.patients_for(actor, Permission.ALERT_READ))
    if open_only:
        rows = rows.filter(acknowledged_at=None)
    found = list(rows.order_by("-level", "raised_at", "id")[:100])
    audit.read(actor, "safety.read_alerts", object_type="alert", count=len(found))
    return found


def alert(actor: Actor, *, alert_id: UUID) -> Alert:
    found = policy.one(actor, Permission.ALERT_READ, _rows(), id=alert_id)
    audit.read(
        actor, "safety.read_alert", object_type="alert", object_id=found.id,
        patient_id=found.patient_id, program_id=found.program_id,
    )  # fmt: skip
    return found


def overdue(actor: Actor) -> list[UUID]:
    """Open alerts whose clock has run out. Allowed: the system."""
    if not actor.is_system:
        raise NotFound
    late = Alert.objects.filter(acknowledged_at=None, due_at__lte=clock.now(), rung__lt=3)
    return list(late.order_by("due_at").values_list("id", flat=True)[:100])


@dataclass(frozen=True)
class Written:
    """What a patient wrote, to be read for words of risk and then forgotten. `at`: when it was written."""

    patient_id: UUID
    program_id: UUID
    thread_id: UUID | None
    at: datetime
    text: str


def written(actor: Actor, *, source: str, source_id: UUID) -> Written | None:
    """One text of a patient; None where the team wrote it, or nothing is written there any more.

    Allowed: the system. Raises NotFound.
    """
    if not actor.is_system:
        raise NotFound
    found = _SOURCES[source](actor, source_id)
    if found is not None:
        audit.read(
            actor, "safety.read_words", object_type=source, object_id=source_id,
            patient_id=found.patient_id, program_id=found.program_id,
        )  # fmt: skip
    return found


def messages_with_signs(actor: Actor, *, message_ids: Collection[UUID]) -> list[UUID]:
    """Those of these messages of patients whose words meet a rule, in one read. Allowed: the system.

    A message that stands here is read once more, by itself, for its alert.
    """
    rows = messaging.patients_words(actor, message_ids=message_ids)
    return _with_signs(actor, "message", [(row, row.body) for row in rows])


def checkins_with_signs(actor: Actor, *, checkin_ids: Collection[UUID]) -> list[UUID]:
    """The same for the notes of daily check-ins."""
    rows = checkins.notes(actor, checkin_ids=checkin_ids)
    return _with_signs(actor, "check_in", [(row, row.note) for row in rows])


def _with_signs(actor: Actor, source: str, rows: Sequence[tuple[Message | CheckIn, str]]) -> list[UUID]:
    audit.read_many(
        actor, "safety.read_words", object_type=source,
        rows=[(row.id, row.patient_id, row.program_id) for row, _ in rows],
    )  # fmt: skip
    return [row.id for row, words in rows if logic.level_of_words(risk_words.read(words).level)]


def _message(actor: Actor, source_id: UUID) -> Written | None:
    row = messaging.delivery(actor, message_id=source_id).message
    if row.from_team or row.recalled_at is not None:
        return None
    at = row.edited_at or row.sent_at
    return Written(row.patient_id, row.program_id, row.thread_id, at, row.body)


def _request(actor: Actor, source_id: UUID) -> Written | None:
    row = careplan.request(actor, request_id=source_id)
    return Written(row.patient_id, row.program_id, None, row.at, row.text)


def _booking(actor: Actor, source_id: UUID) -> Written | None:
    row, _ = schedule.booking(actor, booking_id=source_id)
    if not row.reason or row.said_at is None:
        return None
    return Written(row.patient_id, row.program_id, None, row.said_at, row.reason)


def _practice(actor: Actor, source_id: UUID) -> Written | None:
    row = practice.entry(actor, entry_id=source_id)
    if not row.situation:
        return None
    return Written(row.patient_id, row.program_id, None, row.logged_at, row.situation)


def _checkin(actor: Actor, source_id: UUID) -> Written | None:
    row = checkins.checkin(actor, checkin_id=source_id)
    if not row.note:
        return None
    return Written(row.patient_id, row.program_id, None, row.logged_at, row.note)


_SOURCES: dict[str, Callable[[Actor, UUID], Written | None]] = {
    "message": _message,
    "change_request": _request,
    "booking": _booking,
    "practice_entry": _practice,
    "check_in": _checkin,
}


@dataclass(frozen=True)
class Ranks:
    """How far up a patient's open alerts move the threads: all of them, and single ones further."""

    everywhere: int
    by_thread: dict[UUID, int]


def ranks(actor: Actor, *, patient_id: UUID) -> Ranks:
    """Of the alerts that nobody has taken yet. Allowed: the system."""
    if not actor.is_system:
        raise NotFound
    everywhere, by_thread = 0, dict[UUID, int]()
    waiting = Alert.objects.filter(patient_id=patient_id, acknowledged_at=None)
    for level, thread_id in waiting.values_list("level", "thread_id"):
        risk = logic.RISK_OF[level]
        if thread_id is None:
            everywhere = max(everywhere, risk)
        else:
            by_thread[thread_id] = max(risk, by_thread.get(thread_id, 0))
    return Ranks(everywhere, by_thread)


@dataclass(frozen=True)
class ProgramLine:
    """The program's own telephone. `open_until` is UTC; None: day and night."""

    number: str
    open_now: bool
    open_until: datetime | None


@dataclass(frozen=True)
class HelpLines:
    """Whom to call in the clinic's region. Numbers are data: `data/regions.json`."""

    region: str
    call: str
    call_spanish_key: str | None
    text: str | None
    emergency: str
    program: ProgramLine | None


def help_lines(actor: Actor) -> HelpLines:
    """Where help is. Allowed: everyone, signed out too: these are public numbers.

    The program is the person's own, else the clinic's first: it says nothing of who asks.
    """
    region, contacts, emergency = regions.of(programs.region())
    calls = next(c for c in contacts if c["call"] and c["required"])
    texts = next((c for c in contacts if c["text"] and c["required"]), None)
    program = programs.crisis_program(actor)
    return HelpLines(
        region=region,
        call=calls["call"],
        call_spanish_key=calls.get("press", {}).get("es"),
        text=texts["text"] if texts else None,
        emergency=emergency["call"],
        program=_line(program) if program and program.crisis_phone else None,
    )


def _line(program: Program) -> ProgramLine:
    now = clock.now()
    until = logic.open_until(now, program.timezone, program.crisis_from, program.crisis_until)
    always = program.crisis_from is None or program.crisis_until is None
    return ProgramLine(program.crisis_phone, always or until is not None, until)
