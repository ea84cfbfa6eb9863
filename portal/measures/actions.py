"""Answering measures."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.forms import definitions, logic, responses
from portal.forms.models import Response
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.transaction import action
from portal.measures import selectors
from portal.measures.events import MeasureAssigned, ResponseCompleted
from portal.measures.models import Plan, Score
from portal.outbox import publish
from portal.programs import selectors as programs
from portal.programs.models import Patient


@action
def assign_measure(actor: Actor, *, patient_id: UUID, instrument: str, starts_on: date | None = None) -> Plan:
    """Asks a patient to answer an instrument once each program week. Allowed: the care team, the lead.

    Asking twice changes nothing. `starts_on` is a day in the program's zone. Publishes MeasureAssigned.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.MEASURE_ASSIGN, lock=True)
    form = definitions.named(instrument)
    found = Plan.objects.filter(patient=patient, instrument=form.name, ends_on=None).first()
    if found:
        return found
    today = clock.local(clock.now(), patient.program.timezone).date()
    plan = Plan.objects.create(
        patient=patient, program_id=patient.program_id, instrument=form.name, starts_on=starts_on or today
    )
    _note(actor, "measures.assign", patient, "measure_plan", plan.id)
    publish(
        MeasureAssigned(object_id=plan.id, patient_id=patient.id, program_id=patient.program_id),
        recipients=_readers(patient),
    )
    return plan


@action
def save_draft(
    actor: Actor,
    *,
    measure_id: UUID,
    answers: Mapping[str, int],
    language: str,
    version: int | None,
) -> Response:
    """Keeps a half-filled measure, to be resumed on any device. Allowed: the patient.

    `version` is the save that the writer saw, None for the first. Raises Invalid, Stale, NotFound.
    """
    asked = _asked(actor, measure_id)
    patient, form = asked.patient, definitions.named(asked.instrument)
    saved = responses.save(patient, form, language=language, answers=answers, version=version)
    _note(actor, "measures.save_draft", patient, "response", saved.id)
    return saved


@action
def complete_measure(
    actor: Actor, *, measure_id: UUID, answers: Mapping[str, int], language: str, key: UUID
) -> tuple[Score, bool]:
    """Takes a complete answer and scores it. Returns the score and whether this call made it.

    Allowed: the patient. Publishes ResponseCompleted to the patient and the team. Raises Invalid with a
    pointer to the first answer that is missing: a total exists only when every item has one. The same key
    again gives the same score. Source of totals and bands: the instrument's own data file.
    """
    asked = _asked(actor, measure_id)
    patient, form = asked.patient, definitions.named(asked.instrument)
    use = idempotency.use(actor, key=key, body={"measure": measure_id, "answers": dict(answers)})
    if use.object_id:
        return Score.objects.get(id=use.object_id, patient=patient), False
    response = responses.save(patient, form, language=language, answers=answers, version=None)
    total = responses.complete(response, form)
    score = Score.objects.create(
        patient=patient,
        program_id=patient.program_id,
        plan=asked,
        response=response,
        instrument=form.name,
        form_version=form.version,
        total=total,
        band=logic.band(form.bands, total),
        risk=answers.get(form.risk_item, 0) if form.risk_item else 0,
        completed_at=clock.now(),
    )
    use.made(score.id)
    _note(actor, "measures.complete", patient, "score", score.id)
    publish(
        ResponseCompleted(object_id=score.id, patient_id=patient.id, program_id=patient.program_id),
        recipients=_readers(patient),
    )
    return score, True


def _asked(actor: Actor, measure_id: UUID) -> Plan:
    return selectors.plan(actor, measure_id=measure_id, permission=Permission.MEASURE_ANSWER, lock=True)


def _readers(patient: Patient) -> list[UUID]:
    return policy.who_can(Permission.MEASURE_READ, patient_id=patient.id, program_id=patient.program_id)


def _note(actor: Actor, verb: str, patient: Patient, object_type: str, object_id: UUID) -> None:
    audit.record(
        actor, verb, object_type=object_type, object_id=object_id,
        patient_id=patient.id, program_id=patient.program_id,
    )  # fmt: skip
