"""What a patient is told before sending: until when an answer comes, and who is there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.messaging import logic
from portal.messaging.models import Thread, TopicPromise
from portal.programs import coverage
from portal.programs import selectors as programs
from portal.programs.models import CareTeamMember, Holiday, Patient, TeamHours


@dataclass(frozen=True)
class Member:
    """Of the patient's team. `back_on`: the day (of the program) on which who is off is there again;
    `covered_by` is empty where the whole team covers."""

    name: str
    role: str
    back_on: date | None
    covered_by: str


@dataclass(frozen=True)
class Promise:
    """Instants in UTC. `answer_by` is None where the team has no hours; `here_until` where it is away."""

    topic: str
    answer_by: datetime | None
    closed_on: list[date]
    here_until: datetime | None
    back_at: datetime | None
    team: list[Member]


def hours_of(program_id: UUID, *, zone: str, at: datetime | None = None) -> logic.Hours:
    """When a program's team answers and how soon, as promised at an instant (UTC; None: now). The holidays
    are those from that day on."""
    weekly = {row.weekday: (row.opens, row.closes) for row in TeamHours.objects.filter(program_id=program_id)}
    day = clock.local(at or clock.now(), zone).date()
    holidays = Holiday.objects.filter(program_id=program_id, date__gte=day)
    own = TopicPromise.objects.filter(program_id=program_id, starts_on__lte=day).order_by("starts_on")
    within = logic.ANSWER_WITHIN | dict(own.values_list("topic", "minutes"))
    return logic.Hours(zone, weekly, frozenset(holidays.values_list("date", flat=True)), within)


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
        team=_members(list(programs.care_team(actor, patient_id=patient.id)), patient, hours),
    )


def _members(rows: list[CareTeamMember], patient: Patient, hours: logic.Hours) -> list[Member]:
    off = coverage.off_today(programs=[patient.program_id])
    may = _who_may_answer(patient, off)
    found = []
    for row in rows:
        away = off.get((patient.program_id, row.staff.account_id)) if row.staff.account_id else None
        # Only who may really answer this patient is named as cover; else it is the team, as in the inbox.
        cover = away.cover if away and away.cover and away.cover.account_id in may else None
        back_on = logic.first_day_back(away.ends_on, hours) if away else None
        found.append(Member(row.staff.name, row.staff.role, back_on, cover.name if cover else ""))
    return found


def _who_may_answer(patient: Patient, off: coverage.Off) -> set[UUID]:
    """Of those who cover: who is here, and may answer this patient."""
    if not off:
        return set()
    covers = {row.cover.account_id for row in off.values() if row.cover and row.cover.account_id}
    may = policy.who_can_each(
        Permission.MESSAGE_ANSWER, patients={patient.id: patient.program_id}, accounts=covers
    )
    return {one for one in may[patient.id] if (patient.program_id, one) not in off}
