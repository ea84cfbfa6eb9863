"""Reads of measures: what is due, how far a draft is, the scores over time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.forms import definitions, responses
from portal.forms.logic import Form
from portal.forms.models import Response
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.measures import logic
from portal.measures.models import Plan, Score
from portal.programs import selectors as programs
from portal.programs.models import Patient


@dataclass(frozen=True)
class Measure:
    """What is asked of one patient. `due_since` is the first day of the week in which it is due."""

    plan: Plan
    form: Form
    due_since: date | None
    draft: Response | None
    answered: int
    items: int
    scores: list[Score]


def plan(actor: Actor, *, measure_id: UUID, permission: Permission, lock: bool = False) -> Plan:
    """What is asked of a patient, under the rule; NotFound when it is no longer asked."""
    rows = Plan.objects.select_related("patient__program")
    return policy.one(actor, permission, rows, lock=lock, id=measure_id, ends_on=None)


def measures(actor: Actor, *, patient_id: UUID) -> list[Measure]:
    """Everything asked of a patient, with the scores oldest first. Four queries, whatever there is."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.MEASURE_READ)
    asked = Plan.objects.filter(patient=patient, ends_on=None).select_related("patient__program")
    plans = list(asked.order_by("instrument"))
    scores = list(Score.objects.filter(patient=patient).order_by("completed_at", "id"))
    drafts = {d.form: d for d in Response.objects.filter(patient=patient, completed_at=None)}
    audit.read(
        actor, "measures.read", object_type="measures", object_id=patient.id,
        patient_id=patient.id, program_id=patient.program_id, count=len(scores),
    )  # fmt: skip
    return [_one(patient, plan, drafts.get(plan.instrument), scores) for plan in plans]


def _one(patient: Patient, plan: Plan, draft: Response | None, scores: list[Score]) -> Measure:
    own = [score for score in scores if score.instrument == plan.instrument]
    form = definitions.named(plan.instrument)
    return Measure(
        plan=plan,
        form=form,
        due_since=_due_since(patient, plan, own),
        draft=draft,
        answered=len(responses.answers_of(draft)) if draft else 0,
        items=sum(item.required for item in form.items),
        scores=own,
    )


def _due_since(patient: Patient, plan: Plan, scores: list[Score]) -> date | None:
    zone, starts_on = patient.program.timezone, patient.program.week_starts_on
    today = clock.local(clock.now(), zone).date()
    last = clock.local(scores[-1].completed_at, zone).date() if scores else None
    due = logic.is_due(today, starts_on=starts_on, planned_from=plan.starts_on, last=last)
    return max(logic.week_of(today, starts_on=starts_on), plan.starts_on) if due else None


def draft(actor: Actor, *, measure_id: UUID) -> tuple[Form, Response | None]:
    """The questionnaire and the half-filled answers, for going on. Allowed: the patient alone."""
    asked = plan(actor, measure_id=measure_id, permission=Permission.MEASURE_ANSWER)
    found = responses.draft_of(asked.patient_id, asked.instrument)
    audit.read(
        actor, "measures.read_draft", object_type="measure", object_id=asked.id,
        patient_id=asked.patient_id, program_id=asked.program_id,
    )  # fmt: skip
    return definitions.named(asked.instrument), found


def score(actor: Actor, *, score_id: UUID) -> Score:
    """One score, or NotFound."""
    rows = Score.objects.select_related("response")
    found = policy.one(actor, Permission.MEASURE_READ, rows, id=score_id)
    audit.read(
        actor, "measures.read", object_type="score", object_id=found.id,
        patient_id=found.patient_id, program_id=found.program_id,
    )  # fmt: skip
    return found


def answers(actor: Actor, *, score_id: UUID) -> dict[str, int]:
    """The single answers behind a score, for the team's look at each item."""
    return responses.answers_of(score(actor, score_id=score_id).response)
