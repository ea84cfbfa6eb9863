"""Messages over REST."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from portal.messaging.models import Message
from portal.outbox.facts import Item
from portal.outbox.models import StoredEvent
from tests.portal.messaging.objects import CANARY, reply, say
from tests.world import World


def post(client: Client, path: str, body: dict[str, Any], key: UUID | None = None) -> Any:
    return client.post(
        f"/api/v1/{path}",
        data=body,
        content_type="application/json",
        headers={"idempotency-key": str(key or uuid4())},
    )


def test_a_message_is_made_once_and_answered_again_with_the_same(world: World) -> None:
    client, key = world.client("patient"), uuid4()
    body = {"topic": "medication", "body": "Is with dinner OK?"}
    first, again = post(client, "threads", body, key), post(client, "threads", body, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["message"] == again.json()["message"]
    other = post(client, "threads", body | {"body": "Something else"}, key)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert Message.objects.count() == 1


def test_the_answer_of_a_post_and_the_page_carry_the_same_shapes(world: World) -> None:
    client = world.client("patient")
    sent = post(client, "threads", {"topic": "family", "body": "My sister"}).json()
    page = client.get(f"/api/v1/threads/{sent['thread']['id']}/messages").json()
    assert page["results"] == [sent["message"]] and page["thread"] == sent["thread"]
    assert client.get("/api/v1/threads").json()["results"] == [sent["thread"]]
    assert not page["more"]


def test_an_answer_without_a_key_or_with_an_unknown_field_changes_nothing(world: World) -> None:
    client = world.client("patient")
    path = "/api/v1/threads"
    body = {"topic": "other", "body": "Hello"}
    assert client.post(path, data=body, content_type="application/json").json()["code"] == "key_missing"
    refused = post(client, "threads", body | {"author": str(world.people["therapist"].id)})
    assert refused.status_code == 400 and refused.json()["errors"][0]["pointer"] == "/author"
    assert not Message.objects.exists()


def test_too_long_a_message_is_named_and_not_echoed(world: World) -> None:
    refused = post(world.client("patient"), "threads", {"topic": "other", "body": CANARY * 1000})
    assert refused.status_code == 400 and refused.json()["errors"][0]["pointer"] == "/body"
    assert CANARY not in refused.content.decode()


def test_the_inbox_is_paged_by_a_cursor_that_nobody_can_make_up(world: World) -> None:
    for topic in ("schedule", "medication", "skills"):
        say(world, topic=topic)
    client = world.client("therapist")
    first = client.get("/api/v1/inbox", {"limit": 2}).json()
    second = client.get("/api/v1/inbox", {"limit": 2, "cursor": first["next"]}).json()
    topics = [row["topic"] for row in first["results"] + second["results"]]
    assert sorted(topics) == ["medication", "schedule", "skills"] and second["next"] is None
    counts = client.get("/api/v1/unread").json()["counts"]
    assert counts["queues"] == {"team": 3, "mine": 0, "unassigned": 3, "mentions": 0}
    assert client.get("/api/v1/inbox", {"cursor": "made-up"}).status_code == 400
    assert client.get("/api/v1/inbox", {"queue": "everyone"}).status_code == 400


def test_the_team_sees_more_of_a_thread_than_the_patient(world: World) -> None:
    thread_id = say(world).thread_id
    post(world.client("therapist"), f"threads/{thread_id}/claim", {})
    path = f"/api/v1/threads/{thread_id}/messages"
    staff = world.client("therapist").get(path).json()["thread"]
    own = world.client("patient").get(path).json()["thread"]
    assert own["desk"] is None
    assert staff["desk"]["assigned_to"]["name"] == "Therapist"
    assert staff["desk"] | {"assigned_to": None} == {
        "risk": 0,
        "sort_key": staff["desk"]["sort_key"],
        "program_id": str(world.program.id),
        "assigned_to": None,
        "covering_for": None,
        "replying": None,
        "session_at": None,
        "track_id": None,
        "track": "",
        "mentions": 0,
        "unseen_mentions": 0,
        "pronouns": "",
        "surname_initial": "L",
    }


def test_a_draft_comes_back_on_another_device(world: World) -> None:
    path = "/api/v1/drafts/topic.schedule"
    saved = world.client("patient").put(path, {"body": "Half a "}, content_type="application/json")
    assert saved.status_code == 200
    assert world.client("patient").get(path).json()["body"] == "Half a "
    empty = {"place": "topic.other", "body": "", "other": None, "updated_at": None}
    assert world.client("patient").get("/api/v1/drafts/topic.other").json() == empty


@pytest.mark.parametrize("who", ["patient", "therapist"])
def test_the_frame_of_each_event_brings_a_reader_to_what_a_fresh_fetch_shows(world: World, who: str) -> None:
    """State + event = state fetched again, for the last event of every kind."""
    thread_id = say(world).thread_id
    therapist = world.client("therapist")
    post(therapist, f"threads/{thread_id}/claim", {})
    post(therapist, f"threads/{thread_id}/replying", {})
    post(therapist, f"threads/{thread_id}/read", {"seq": 1})
    taken = reply(world, thread_id)
    post(therapist, f"messages/{taken.id}/recall", {"version": 1})
    answered = reply(world, thread_id)
    edited = {"version": 1, "body": "Thanks again"}
    change(therapist, f"messages/{answered.id}", edited)
    post(therapist, f"threads/{thread_id}/close", {})
    fresh = world.client(who).get(f"/api/v1/threads/{thread_id}/messages").json()
    for stored in StoredEvent.objects.filter(kind__startswith="messaging."):
        frame = _frame(world, who, stored)
        thread = frame.get("thread", frame)
        assert _json(thread) == fresh["thread"]
        if stored.object_id == answered.id:
            assert _json(frame["message"]) == fresh["results"][-1]
        if stored.object_id == taken.id:
            assert _json(frame["message"]) == fresh["results"][-2]
    kinds = set(StoredEvent.objects.values_list("kind", flat=True))
    assert len([kind for kind in kinds if kind.startswith("messaging.")]) == 7


def test_who_changes_a_message_that_is_newer_than_what_they_saw_gets_412(world: World) -> None:
    message = say(world)
    patient = world.client("patient")
    first = change(patient, f"messages/{message.id}", {"version": 1, "body": "From the phone"})
    assert (first.status_code, first.json()["message"]["version"], first["X-Version"]) == (200, 2, "2")
    again = change(patient, f"messages/{message.id}", {"version": 1, "body": "From the tablet"})
    assert (again.status_code, again.json()["code"]) == (412, "stale")
    gone = post(patient, f"messages/{message.id}/recall", {"version": 1})
    assert gone.status_code == 412


def change(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.patch(
        f"/api/v1/{path}", data=body, content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )  # fmt: skip


def _frame(world: World, who: str, stored: StoredEvent) -> dict[str, Any]:
    item = Item(
        seq=1, event_id=stored.pk, kind=stored.kind, object_id=stored.object_id,
        patient_id=stored.patient_id, program_id=stored.program_id, data=stored.data, at=stored.at,
    )  # fmt: skip
    from api.realtime import registry

    found = registry.frames()[stored.kind].render(world.actor(who), item)
    assert found is not None
    return found


def _json(value: dict[str, Any]) -> Any:
    import json

    from api.realtime.wire import write

    return json.loads(write(value))
