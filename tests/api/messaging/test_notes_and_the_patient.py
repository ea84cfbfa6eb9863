"""The team's notes reach the patient, relatives and administrators by no door."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from api.realtime import registry
from api.realtime.wire import write
from portal.kernel.errors import DomainError
from portal.messaging import actions
from portal.notify.models import Notice
from portal.outbox.facts import Item
from portal.outbox.models import StoredEvent
from tests.cast import rows, untouched
from tests.portal.messaging.objects import NOTE_CANARY, jot, say
from tests.world import World

OUTSIDE = ("patient", "neighbour", "relative", "off_team", "administrator")


@pytest.fixture
def noted(world: World) -> UUID:
    """A thread with a note, one that names a colleague, and a note that is only begun."""
    thread_id = say(world).thread_id
    jot(world, thread_id)
    jot(world, thread_id, f"@Lead {NOTE_CANARY}", names="lead")
    actions.save_draft(world.actor("therapist"), place=f"note.{thread_id}", body=f"Half {NOTE_CANARY}")
    return thread_id


@pytest.mark.feature("W6.a", "W6.b")
@pytest.mark.parametrize("who", OUTSIDE)
def test_no_address_of_the_product_answers_with_a_note(world: World, noted: UUID, who: str) -> None:
    client, asked = world.client(who), 0
    for row in rows():
        if row.method != "GET":
            continue
        with untouched():
            made = row.make(world)
            path = row.path.format(**made.get("path", {}))
            answer = client.get(path, made.get("query", {}))
            words = b"".join(answer) if answer.streaming else answer.content
            assert NOTE_CANARY.encode() not in words, path
        asked += 1
    assert asked > 40
    for path in (f"/api/v1/drafts/note.{noted}", f"/api/v1/threads/{noted}/notes"):
        assert client.get(path).status_code == 404


@pytest.mark.feature("W6.a")
@pytest.mark.parametrize("who", OUTSIDE)
def test_no_frame_and_no_catching_up_brings_a_note(world: World, noted: UUID, who: str) -> None:
    about = StoredEvent.objects.filter(kind__in=["messaging.note_written", "messaging.mentions_seen"])
    assert about.count() == 2
    assert not about.filter(items__recipient=world.people[who].id).exists()
    for stored in StoredEvent.objects.all():
        assert NOTE_CANARY not in _frame(world, who, stored)  # even where one were sent astray
    answer = world.client(who).get("/api/v1/sync", {"after": 0})
    assert NOTE_CANARY not in answer.content.decode()
    assert b"note_written" not in answer.content and b"mentions_seen" not in answer.content


def test_the_team_gets_the_note_by_the_same_shape_from_address_and_frame(world: World, noted: UUID) -> None:
    page = world.client("lead").get(f"/api/v1/threads/{noted}/notes").json()["results"]
    assert [NOTE_CANARY in row["body"] for row in page] == [True, True]
    assert page[1]["mentions"] == [{"account_id": str(world.people["lead"].id), "name": "Lead"}]
    stored = StoredEvent.objects.filter(kind="messaging.note_written").latest("id")
    assert write(page[1]) in _frame(world, "lead", stored)


@pytest.mark.feature("W6.a")
def test_a_note_sends_no_push_mail_or_text_to_anybody(world: World, noted: UUID) -> None:
    assert not Notice.objects.exists()


@pytest.mark.feature("W6.a")
def test_a_note_moves_no_count_version_or_order_of_the_patients_threads(world: World) -> None:
    thread_id = say(world).thread_id
    client = world.client("patient")
    paths = ("/api/v1/threads", "/api/v1/unread", f"/api/v1/threads/{thread_id}/messages")
    before = [client.get(path).json() for path in paths]
    jot(world, thread_id, names="lead")
    _post(world.client("lead"), f"threads/{thread_id}/mentions/seen", {})
    assert [client.get(path).json() for path in paths] == before


@pytest.mark.feature("W2.d")
def test_an_answer_while_a_colleague_writes_is_a_conflict_with_a_name_of_its_own(world: World) -> None:
    thread_id = say(world).thread_id
    _post(world.client("therapist"), f"threads/{thread_id}/replying", {})
    words = {"body": "From the lead", "seen": 1}
    refused = _post(world.client("lead"), f"threads/{thread_id}/answers", words)
    assert (refused.status_code, refused.json()["code"]) == (409, "being_answered")
    assert refused.json()["detail"] == "Therapist is writing an answer. Send yours too?"
    sent = _post(world.client("lead"), f"threads/{thread_id}/answers", words | {"anyway": True})
    assert sent.status_code == 201


@pytest.mark.feature("W2.e")
def test_handing_over_takes_a_note_along(world: World) -> None:
    thread_id = say(world).thread_id
    body = {"staff_id": str(world.staff["lead"].id), "note": "Yours from noon on."}
    answer = _post(world.client("therapist"), f"threads/{thread_id}/assign", body)
    assert answer.json()["desk"]["assigned_to"]["name"] == "Lead"
    seen = world.client("lead").get("/api/v1/inbox", {"queue": "mentions"}).json()
    assert [row["desk"]["unseen_mentions"] for row in seen["results"]] == [1]
    counts = world.client("lead").get("/api/v1/unread").json()["counts"]
    assert counts["queues"]["mentions"] == 1


def _post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(
        f"/api/v1/{path}",
        data=body,
        content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )


def _frame(world: World, who: str, stored: StoredEvent) -> str:
    item = Item(
        seq=1, event_id=stored.pk, kind=stored.kind, object_id=stored.object_id,
        patient_id=stored.patient_id, program_id=stored.program_id, data=stored.data, at=stored.at,
    )  # fmt: skip
    frame = registry.frames().get(stored.kind)
    try:
        return write(frame.render(world.actor(who), item) or {}) if frame else ""
    except DomainError:
        return ""
