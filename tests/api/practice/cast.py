"""Who gets what from practice."""

from portal.practice import actions
from tests.cast import Made, Row
from tests.portal.practice.objects import SKILL, noted
from tests.world import World

READS: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}


def patient(world: World) -> Made:
    noted(world)
    actions.choose_cards(world.actor("patient"), patient_id=world.patient.id, skills=[SKILL])
    return {"path": {"patient_id": world.patient.id}}


def entry(world: World) -> Made:
    body = {"skill": SKILL, "before": 7, "after": 4, "situation": "Before the call"}
    return {"path": {"patient_id": world.patient.id}, "body": body}


def cards(world: World) -> Made:
    return {"path": {"patient_id": world.patient.id}, "body": {"skills": [SKILL]}}


def one(world: World) -> Made:
    return {"path": {"entry_id": noted(world).id}}


ROWS = [
    # No relative reads of practice: the matrix has no scope for it.
    Row("GET", "/api/v1/patients/{patient_id}/practice", make=patient, expect=READS),
    Row("GET", "/api/v1/patients/{patient_id}/practice/entries", make=patient, expect=READS),
    Row("POST", "/api/v1/patients/{patient_id}/practice/entries", make=entry, expect={"patient": 201}),
    Row("PUT", "/api/v1/patients/{patient_id}/practice/cards", make=cards, expect={"patient": 200}),
    Row("DELETE", "/api/v1/practice-entries/{entry_id}", make=one, expect={"patient": 204}),
]
