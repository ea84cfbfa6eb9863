"""The cast on consents: the patient writes, the team reads, a relative sees what is shared and no consent."""

from typing import Any

from tests.cast import Row, everyone
from tests.portal.family import objects
from tests.world import World

PATIENTS: dict[str, int | str] = {"patient": 200, "neighbour": 200, "stranger": 200}
TEAM: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}


def signed() -> dict[str, Any]:
    return objects.terms(ends_at=objects.terms()["ends_at"].isoformat())


def invitation(_world: World) -> dict[str, Any]:
    return {
        "body": signed()
        | {"relative_name": "Rosa", "relative_email": "rosa@example.test", "relation": "sister"}
    }


def consent(world: World) -> dict[str, Any]:
    return {"path": {"consent_id": objects.accepted(world).id}}


def change(world: World) -> dict[str, Any]:
    row = objects.accepted(world)
    return {"path": {"consent_id": row.id}, "body": signed() | {"version": row.version}}


ROWS = [
    Row("GET", "/api/v1/consents", expect=PATIENTS),
    Row("POST", "/api/v1/consents", make=invitation, expect=dict.fromkeys(PATIENTS, 201)),
    Row("GET", "/api/v1/consents/preview", expect=PATIENTS),
    Row("GET", "/api/v1/consents/{consent_id}", make=consent, expect=TEAM),
    Row("PUT", "/api/v1/consents/{consent_id}", make=change, expect={"patient": 200}),
    Row("PUT", "/api/v1/consents/{consent_id}/withdrawal", make=consent, expect={"patient": 200}),
    Row(
        "GET",
        "/api/v1/patients/{patient_id}/consents",
        make=lambda world: {"path": {"patient_id": world.patient.id}},
        expect=TEAM,
    ),
    Row("GET", "/api/v1/shared", expect=everyone(status=200)),
]
