"""Who gets what from files."""

from uuid import UUID

from portal.files.models import File
from tests.cast import Made, Row, everyone
from tests.portal.files.objects import arrived, begun, sent, uploaded
from tests.world import World

READERS: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}


def _made(file_id: UUID, **more: object) -> Made:
    return {"path": {"file_id": file_id, "piece": 0}, "body": {}} | more


def own(world: World) -> Made:
    """The patient's own, not sent yet."""
    return _made(uploaded(world).id)


def waiting(world: World) -> Made:
    """Two bytes are missing: the body of the row."""
    return _made(begun(world, b"{}").id)


def whole(world: World) -> Made:
    """All of it is here, and it is no photo."""
    return _made(arrived(world, b"hello").id)


def in_message(world: World) -> Made:
    file: File = uploaded(world)
    sent(world, file.id)
    return _made(file.id)


def of_patient(world: World) -> Made:
    return {"body": {"name": "plan.pdf", "size": 9, "patient_id": world.patient.id}}


ROWS = [
    Row("GET", "/api/v1/files/limits", expect=everyone(status=200)),
    Row("POST", "/api/v1/files", make=of_patient, expect={"therapist": 201, "lead": 201}),
    Row("GET", "/api/v1/files/{file_id}", make=in_message, expect=READERS),
    Row("DELETE", "/api/v1/files/{file_id}", make=own, expect={"patient": 204}),
    Row("PUT", "/api/v1/files/{file_id}/pieces/{piece}", make=waiting, expect={"patient": 200}),
    Row("POST", "/api/v1/files/{file_id}/finish", make=whole, expect={"patient": 400}),
    Row("GET", "/api/v1/files/{file_id}/content", make=in_message, expect=READERS),
    Row("GET", "/api/v1/files/{file_id}/preview", make=in_message, expect=READERS),
]
