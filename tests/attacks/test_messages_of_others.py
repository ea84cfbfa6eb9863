"""A01 to A05, A11, A13, A25, A27, A29 for threads and messages: what outsiders try, and what they get."""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from portal.audit.models import Entry
from portal.messaging.models import Draft, Message, ReadMark, Replying, Thread
from portal.outbox import hints
from portal.programs import actions as programs
from tests.portal.messaging.objects import CANARY, open_hours, reply, say
from tests.sockets import Server, cookie_of
from tests.world import SETUP, World, build

OUTSIDERS = (
    "neighbour", "stranger", "off_team", "removed", "other_therapist", "relative", "relative_withdrawn",
    "relative_expired", "relative_none", "relative_of_neighbour", "administrator", "other_administrator",
)  # fmt: skip
WRITES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("messages", {"body": "Hi"}), ("answers", {"body": "Hi"}), ("read", {"seq": 1}), ("claim", {}),
    ("assign", {"staff_id": None}), ("close", {}), ("replying", {}),
)  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    made = build()
    open_hours(made)
    return made


def _post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(
        path, data=body, content_type="application/json", headers={"idempotency-key": str(uuid4())}
    )


def _all(client: Client, thread_id: Any) -> list[Any]:
    path = f"/api/v1/threads/{thread_id}"
    return [
        client.get(f"{path}/messages"),
        client.get(f"/api/v1/drafts/thread.{thread_id}"),
        client.put(f"/api/v1/drafts/thread.{thread_id}", {"body": "x"}, content_type="application/json"),
        *[_post(client, f"{path}/{name}", body) for name, body in WRITES],
    ]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a01_a02_a04_an_outsider_gets_for_a_thread_what_everyone_gets_for_no_thread(
    world: World, who: str
) -> None:
    thread_id = say(world).thread_id
    reply(world, thread_id)
    before = Thread.objects.values().get(id=thread_id)
    client = world.client(who)
    real, unknown = _all(client, thread_id), _all(client, uuid4())
    for answer, twin in zip(real, unknown, strict=True):
        assert (answer.status_code, answer.content) == (404, twin.content)
        assert dict(answer.headers) == dict(twin.headers)
    assert Thread.objects.values().get(id=thread_id) == before
    assert Message.objects.count() == 2
    assert not (Draft.objects.exists() or ReadMark.objects.exists() or Replying.objects.exists())
    denied = Entry.objects.filter(outcome="denied", actor_id=world.people[who].id)
    assert denied.filter(object_id=str(thread_id)).count() == len(WRITES) + 1


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a03_no_list_filter_or_count_shows_anything_of_it(world: World, who: str) -> None:
    message = say(world)
    client = world.client(who)
    for path, query in (
        ("threads", {}), ("threads", {"patient": str(world.patient.id)}), ("inbox", {}),
        ("inbox", {"queue": "unassigned", "topic": "medication"}), ("unread", {}),
    ):  # fmt: skip
        answer = client.get(f"/api/v1/{path}", query)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert not answer.json().get("results") and not answer.json().get("next")
        assert CANARY not in text and str(message.thread_id) not in text
        numbers = answer.json().get("counts", {}).get("queues", {}) or (
            answer.json() if path == "unread" else {}
        )
        assert all(value == 0 for value in numbers.values())
    assert client.get("/api/v1/threads", {"author": "x"}).status_code == 400


def test_a05_who_was_removed_from_the_team_gets_nothing_from_the_next_request_on(world: World) -> None:
    thread_id = say(world, topic="schedule").thread_id
    say(world, topic="other")
    client = world.client("therapist")
    path = f"/api/v1/threads/{thread_id}/messages"
    cursor = client.get("/api/v1/inbox", {"limit": 1}).json()["next"]
    assert cursor and client.get(path).status_code == 200
    programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["therapist"].id)
    assert client.get(path).status_code == 404
    assert client.get("/api/v1/inbox", {"cursor": cursor}).json()["results"] == []


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_a11_a25_words_that_name_anothers_thread_or_row_make_no_row(world: World, who: str) -> None:
    message = say(world)
    client = world.client(who)
    body = {"topic": "other", "body": "Hi"}
    for name, value in (
        ("thread_id", message.thread_id), ("patient_id", world.patient.id), ("id", message.id),
        ("previous_id", message.thread_id), ("seq", 1),
    ):  # fmt: skip
        assert _post(client, "/api/v1/threads", body | {name: str(value)}).status_code == 400
    assert _post(client, f"/api/v1/threads/{message.thread_id}/messages", {"body": "Hi"}).status_code == 404
    assert Message.objects.count() == 1 and Message.objects.get().body == f"Hello {CANARY}"


def test_a11_an_assignment_to_somebody_of_another_program_is_refused(world: World) -> None:
    thread_id = say(world).thread_id
    for staff_id in (world.staff["other_therapist"].id, uuid4()):
        path = f"/api/v1/threads/{thread_id}/assign"
        assert _post(world.client("therapist"), path, {"staff_id": str(staff_id)}).status_code == 400
    assert Thread.objects.get().assigned_to_id is None


def test_a13_there_is_no_path_in_which_a_patient_and_a_thread_could_disagree() -> None:
    from api.messaging.urls import urlpatterns

    for pattern in urlpatterns:
        assert "patient" not in str(pattern.pattern)


@pytest.mark.parametrize(
    "field", ["author", "author_id", "author_name", "author_role", "from_team", "signed_by"]
)
def test_a27_nobody_signs_in_anothers_name(world: World, field: str) -> None:
    forged = {"body": "Hi", field: "Therapist"}
    assert _post(world.client("patient"), "/api/v1/threads", forged | {"topic": "other"}).status_code == 400
    message = say(world)
    path = f"/api/v1/threads/{message.thread_id}"
    assert _post(world.client("patient"), f"{path}/messages", forged).status_code == 400
    assert _post(world.client("therapist"), f"{path}/answers", forged).status_code == 400
    read = world.client("therapist").get(f"{path}/messages").json()["results"]
    assert [(row["author_name"], row["from_team"]) for row in read] == [("Patient", False)]


class TestA29:
    """Over a real socket, while the patient and the therapist go on."""

    @pytest.fixture
    def committed(self, transactional_db: None) -> World:
        made = build()
        open_hours(made)
        return made

    @pytest.fixture
    def server(self, committed: World) -> Iterator[Server]:
        hints.rest()
        made = Server()
        made.start()
        yield made
        made.stop()

    def test_outsiders_get_one_error_for_all_and_no_event_for_ten_seconds(
        self, server: Server, committed: World
    ) -> None:
        thread_id = str(say(committed).thread_id)
        who = ("neighbour", "off_team", "relative_withdrawn")
        cookies = [cookie_of(committed.client(name)) for name in who]
        with (
            server.open(cookies[0]) as one,
            server.open(cookies[1]) as two,
            server.open(cookies[2]) as three,
        ):
            lines = (one, two, three)
            for line in lines:
                assert line.frame()["type"] == "hello"
                problems = {
                    json.dumps(line.command(f"messaging.{kind}", {"thread_id": target} | rest)["problem"])
                    for target in (thread_id, str(uuid4()))
                    for kind, rest in (
                        ("send", {"body": "Hi"}), ("answer", {"body": "Hi"}), ("read", {"seq": 1}),
                        ("replying", {}),
                    )
                }  # fmt: skip
                assert len(problems) == 1 and "not_found" in problems.pop()
            end = time.monotonic() + 10
            while time.monotonic() < end:
                reply(committed, say(committed).thread_id)
                assert all(line.silent_for(0.5) for line in lines)
        assert Message.objects.filter(author_name="Neighbour").count() == 0
