"""Reads of plans. Each takes an actor and starts at the access rule."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.careplan.models import CarePlan, Change, ChangeRequest, Goal, Intervention, Rating, Sign
from portal.kernel.actor import Actor
from portal.programs import selectors as programs
from portal.programs.models import Enrolment, Patient, Staff

_ORDER = Prefetch("interventions", Intervention.objects.order_by("position", "id"))
_RATINGS = Prefetch("ratings", Rating.objects.order_by("week_on", "by"))
_ASKS = Prefetch("asks", ChangeRequest.objects.filter(answered_at=None).order_by("at"))


@dataclass(frozen=True)
class View:
    """A plan as one actor may see it: with the team's wording (`clinical`), or with the patient's alone."""

    patient: Patient
    plan: CarePlan | None
    goals: list[Goal]
    signs: list[Sign]
    review_with: list[Staff]
    steps: list[Enrolment]
    clinical: bool
    unseen: list[Change]


def plan(actor: Actor, *, patient_id: UUID) -> View:
    """The open plan with everything in it. Allowed: the patient, the team, the lead. Raises NotFound.

    `plan` is None where none has been started. `unseen` is the story since the patient last looked.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CAREPLAN_READ)
    row = CarePlan.objects.filter(patient=patient, ended_at=None).first()
    rule = policy.patients_for(actor, Permission.CAREPLAN_READ)
    found = View(
        patient=patient,
        plan=row,
        goals=list(_goals().filter(rule, plan=row)) if row else [],
        signs=list(row.signs.order_by("position", "id")) if row else [],
        review_with=_staff(row),
        steps=_steps(patient.id),
        clinical=_clinical(actor, patient),
        unseen=list(row.changes.filter(number__gt=row.seen_version).order_by("number")) if row else [],
    )
    _read(actor, "careplan.plan", patient, row, len(found.goals))
    return found


def summary(actor: Actor, *, patient_id: UUID) -> View:
    """The patient's wording and the dates: no clinical text, no ratings, no asks, no reasons for changes.

    Allowed: also a relative with the scope "plan". Raises NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CAREPLAN_SUMMARY)
    row = CarePlan.objects.filter(patient=patient, ended_at=None).first()
    rule = policy.patients_for(actor, Permission.CAREPLAN_SUMMARY)
    goals = Goal.objects.filter(rule, plan=row, state="active").prefetch_related(_ORDER)
    found = View(
        patient=patient, plan=row, goals=list(goals.order_by("position", "id")) if row else [], signs=[],
        review_with=_staff(row), steps=_steps(patient.id), clinical=False, unseen=[],
    )  # fmt: skip
    _read(actor, "careplan.summary", patient, row, len(found.goals))
    return found


def goal(actor: Actor, *, goal_id: UUID) -> tuple[Goal, bool]:
    """One goal with all that hangs on it, and whether the actor sees the clinical wording."""
    row = policy.one(actor, Permission.CAREPLAN_READ, _goals(), id=goal_id)
    audit.read(
        actor, "careplan.goal", object_type="goal", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id,
    )  # fmt: skip
    clinical = policy.can(
        actor, Permission.CAREPLAN_CLINICAL, patient_id=row.patient_id, program_id=row.program_id
    )
    return row, clinical


def plan_row(actor: Actor, *, plan_id: UUID) -> CarePlan:
    """The plan itself, without what hangs on it: its version, and what the patient has seen."""
    row = policy.one(actor, Permission.CAREPLAN_READ, CarePlan.objects.all(), id=plan_id)
    audit.read(
        actor, "careplan.plan", object_type="plan", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id,
    )  # fmt: skip
    return row


def story(actor: Actor, *, patient_id: UUID) -> list[Change]:
    """What changed and why, newest first. Allowed: who reads the plan. Raises NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CAREPLAN_READ)
    rule = policy.patients_for(actor, Permission.CAREPLAN_READ)
    found = list(Change.objects.filter(rule, patient=patient).order_by("-number"))
    _read(actor, "careplan.story", patient, None, len(found))
    return found


def request(actor: Actor, *, request_id: UUID) -> ChangeRequest:
    """One ask for a change."""
    row = policy.one(
        actor, Permission.CAREPLAN_READ, ChangeRequest.objects.select_related("goal"), id=request_id
    )
    audit.read(
        actor, "careplan.request", object_type="change_request", object_id=row.id,
        patient_id=row.patient_id, program_id=row.program_id,
    )  # fmt: skip
    return row


def locked(actor: Actor, permission: Permission, *, patient_id: UUID) -> CarePlan:
    """The open plan for a change, else NotFound. Every change of a plan queues here."""
    rows = CarePlan.objects.select_related("patient__program")
    return policy.one(actor, permission, rows, lock=True, patient_id=patient_id, ended_at=None)


def _goals() -> "QuerySet[Goal]":
    rows = Goal.objects.select_related("plan__patient__program")
    return rows.prefetch_related(_ORDER, _RATINGS, _ASKS).order_by("position", "id")


def _staff(row: CarePlan | None) -> list[Staff]:
    if row is None or not row.review_with:
        return []
    found = {each.id: each for each in Staff.objects.filter(id__in=row.review_with)}
    return [found[staff_id] for staff_id in row.review_with if staff_id in found]


def _steps(patient_id: UUID) -> list[Enrolment]:
    return list(Enrolment.objects.filter(patient_id=patient_id).order_by("starts_on"))


def _clinical(actor: Actor, patient: Patient) -> bool:
    return policy.can(
        actor, Permission.CAREPLAN_CLINICAL, patient_id=patient.id, program_id=patient.program_id
    )


def _read(actor: Actor, verb: str, patient: Patient, row: CarePlan | None, count: int) -> None:
    audit.read(
        actor, verb, object_type="plan", object_id=row.id if row else None, patient_id=patient.id,
        program_id=patient.program_id, count=count,
    )  # fmt: skip
