"""A60: changing or taking back a message after its time, another's, or one that is gone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from portal.kernel import clock
from portal.messaging.models import Message, MessageVersion
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import open_hours, reply, say
from tests.world import CAST, World, build


@pytest.fixture
def world(db: None) -> Iterator[World]:
    clock.set_fixed(WEDNESDAY)
    made = build()
    open_hours(made)
    yield made
    clock.set_fixed(None)


def _tries(world: World, who: str, message_id: Any, version: int = 1) -> list[int]:
    """The answers to changing it and to taking it back."""
    client, path = world.client(who), f"/api/v1/messages/{message_id}"
    answers = []
    for method, address, body in (
        ("PATCH", path, {"version": version, "body": "Other words"}),
        ("POST", f"{path}/recall", {"version": version}),
    ):
        asked = client.patch if method == "PATCH" else client.post
        answer = asked(
            address, data=body, content_type="application/json", headers={"idempotency-key": str(uuid4())}
        )
        answers.append(answer.status_code)
    return answers


def test_nobody_changes_the_words_of_another(world: World) -> None:
    message = say(world, "My own words")
    answer = reply(world, message.thread_id, "Our words")
    readers = {"patient", "therapist", "lead"}
    for row, author in ((message, "patient"), (answer, "therapist")):
        for who in set(CAST) - {author}:
            wanted = 401 if who == "nobody" else 403 if who in readers else 404
            assert _tries(world, who, row.id) == [wanted, wanted], who
    assert [row.body for row in Message.objects.order_by("seq")] == ["My own words", "Our words"]
    assert not MessageVersion.objects.exists()
    assert _tries(world, "patient", uuid4()) == [404, 404]


def test_after_its_time_a_message_stands(world: World) -> None:
    message = say(world, "My own words")
    clock.set_fixed(WEDNESDAY + timedelta(minutes=15, seconds=1))
    assert _tries(world, "patient", message.id) == [403, 403]
    assert Message.objects.get().body == "My own words"


@pytest.mark.feature("M10.b")
def test_a_message_that_is_gone_stays_gone_and_its_words_are_for_the_team(world: World) -> None:
    message = say(world, "Gone words")
    client = world.client("patient")
    gone = client.post(
        f"/api/v1/messages/{message.id}/recall", {"version": 1}, content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )  # fmt: skip
    assert gone.status_code == 200 and gone.json()["message"]["body"] == ""
    assert _tries(world, "patient", message.id, version=2) == [403, 403]
    for who in CAST:
        answer = world.client(who).get(f"/api/v1/messages/{message.id}/history")
        may = who in {"therapist", "lead"}
        assert answer.status_code == (200 if may else 401 if who == "nobody" else 404), who
        assert (b"Gone words" in answer.content) == may
        page = world.client(who).get(f"/api/v1/threads/{message.thread_id}/messages")
        assert b"Gone words" not in page.content
