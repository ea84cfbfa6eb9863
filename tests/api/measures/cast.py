"""Who gets what of measures."""

from tests.cast import Made, Row
from tests.portal.measures.objects import answers, asked
from tests.world import World


def _patient(world: World) -> Made:
    asked(world)
    return {"path": {"patient_id": world.patient.id}}


def _measure(world: World) -> Made:
    return {"path": {"measure_id": asked(world).id}}


def _draft(world: World) -> Made:
    return _measure(world) | {"body": {"answers": {"q1": 1}, "language": "en"}}


def _response(world: World) -> Made:
    return _measure(world) | {"body": {"answers": answers(*[0] * 9), "language": "en"}}


ROWS = [
    Row(
        "GET",
        "/api/v1/patients/{patient_id}/measures",
        make=_patient,
        expect={"patient": 200, "therapist": 200, "lead": 200},
    ),
    Row("GET", "/api/v1/measures/{measure_id}/form", make=_measure, expect={"patient": 200}),
    Row("PUT", "/api/v1/measures/{measure_id}/draft", make=_draft, expect={"patient": 200}),
    Row("POST", "/api/v1/measures/{measure_id}/responses", make=_response, expect={"patient": 201}),
]
