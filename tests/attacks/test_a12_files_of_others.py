"""A12: somebody else's file in one's own message, and the way to it through that message."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from portal.files.models import File
from portal.messaging.models import Attachment, Message
from tests.portal.files.objects import sent, uploaded
from tests.portal.messaging.objects import say
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


def _send(world: World, who: str, path: str, body: dict[str, Any]) -> Any:
    return world.client(who).post(
        path, json.dumps(body), content_type="application/json", headers={"idempotency-key": str(uuid4())}
    )


def _opens(world: World, who: str, file_id: UUID) -> list[int]:
    client = world.client(who)
    return [client.get(f"/api/v1/files/{file_id}{end}").status_code for end in ("", "/content", "/preview")]


@pytest.mark.parametrize("before", ["unsent", "sent"])
@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a12_a_file_of_another_patient_goes_into_no_message_and_opens_for_nobody(
    world: World, who: str, before: str
) -> None:
    file = uploaded(world)
    if before == "sent":
        sent(world, file.id)
    known = Message.objects.count()
    body = {"topic": "other", "body": "Hi", "attachments": [str(file.id)]}
    stolen = _send(world, who, "/api/v1/threads", body)
    guessed = _send(world, who, "/api/v1/threads", body | {"attachments": [str(uuid4())]})
    assert stolen.status_code == guessed.status_code == 400
    assert stolen.content == guessed.content
    assert Message.objects.count() == known and Attachment.objects.count() == known
    assert _opens(world, who, file.id) == [404, 404, 404]


def test_a12_the_team_cannot_carry_a_file_from_one_patient_to_another(world: World) -> None:
    """Nor send what the patient uploaded, or open it before the patient sent it."""
    theirs, own = uploaded(world), uploaded(world, who="therapist")
    thread_id = say(world).thread_id
    other = say(world, who="neighbour").thread_id
    for place, file in ((thread_id, theirs), (other, own)):
        body = {"body": "Hi", "attachments": [str(file.id)]}
        assert _send(world, "therapist", f"/api/v1/threads/{place}/answers", body).status_code in (400, 404)
        assert _send(world, "off_team", f"/api/v1/threads/{other}/answers", body).status_code == 400
    assert _opens(world, "therapist", theirs.id) == [404, 404, 404]
    assert not Attachment.objects.exists()


def test_a12_a_file_is_announced_for_nobody_else(world: World) -> None:
    for who in ("neighbour", "off_team", "relative", "administrator"):
        body = {"name": "a.jpg", "size": 9, "patient_id": str(world.patient.id)}
        assert _send(world, who, "/api/v1/files", body).status_code == 404
    assert not File.objects.exists()
