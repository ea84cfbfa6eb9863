"""Reads of alerts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import selectors as programs
from portal.programs.models import Program
from portal.safety import logic, regions
from portal.safety.models import Alert


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
