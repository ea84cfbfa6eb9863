"""What a patient is told before sending: until when an answer comes, and who is there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.messaging import logic
from portal.messaging.models import Thread
from portal.programs import selectors as programs
from portal.programs.models import CareTeamMember, Holiday, Patient, TeamHours


@dataclass(frozen=True)
class Promise:
    """Instants in UTC. `answer_by` is None where the team has no hours; `here_until` where it is away."""

    topic: str
    answer_by: datetime | None
    closed_on: list[date]
    here_until: datetime | None
    back_at: datetime | None
    team: list[CareTeamMember]


def hours_of(program_id: UUID, *, zone: str) -> logic.Hours:
    weekly = {row.weekday: (row.opens, row.closes) for row in TeamHours.objects.filter(program_id=program_id)}
    today = clock.local(clock.now(), zone).date()
    holidays = Holiday.objects.filter(program_id=program_id, date__gte=today)
    return logic.Hours(zone, weekly, frozenset(holidays.values_list("date", flat=True)))


def promise(actor: Actor, *, topic: str) -> Promise:
    """For the patient that the actor is. Where a thread of this topic waits already, its own promise."""
    if topic not in logic.TOPICS:
        raise Invalid("/topic", "errors.field.invalid_choice")
    patient: Patient = programs.own_patient(actor)
    patient = programs.patient(actor, patient_id=patient.id, permission=Permission.MESSAGE_SEND)
    hours = hours_of(patient.program_id, zone=patient.program.timezone)
    now = clock.now()
    waiting = Thread.objects.filter(patient=patient, topic=topic, state="open", waiting_since__isnull=False)
    told = waiting.values_list("answer_by", flat=True).first()
    by = told or logic.answer_by(now, topic=topic, hours=hours)
    here_until = logic.here_until(now, hours)
    return Promise(
        topic=topic,
        answer_by=by,
        closed_on=logic.closed_holidays(now, until=by, hours=hours),
        here_until=here_until,
        back_at=None if here_until else logic.back_at(now, hours),
        team=list(programs.care_team(actor, patient_id=patient.id)),
    )
