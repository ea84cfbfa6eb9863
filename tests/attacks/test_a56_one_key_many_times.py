"""A56: one key, many times at once: one message, and the same answer for all."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from portal.messaging.models import Message
from tests.portal.messaging.objects import open_hours, say
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 50


@pytest.fixture
def world() -> World:
    made = build()
    open_hours(made)
    return made


def _send(client: Client, path: str, key: str, body: str) -> Any:
    try:
        return client.post(
            path, {"body": body}, content_type="application/json", headers={"idempotency-key": key}
        )
    finally:
        connection.close()


@pytest.mark.feature("M5.a", "M5.b")
def test_a56_fifty_at_once_make_one_message_and_give_one_answer(world: World) -> None:
    path, key = f"/api/v1/threads/{say(world).thread_id}/messages", str(uuid4())
    clients = [world.client("patient") for _ in range(5)]
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda n: _send(clients[n % 5], path, key, "Once"), range(TIMES)))
    assert sorted({answer.status_code for answer in answers}) == [200, 201]
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert len({answer.json()["message"]["id"] for answer in answers}) == 1
    assert Message.objects.filter(key=key).count() == 1
    other = _send(world.client("patient"), path, key, "Another text")
    assert other.status_code == 409
    assert "Once" not in other.content.decode()


def test_a56_the_same_key_of_somebody_else_is_theirs_alone(world: World) -> None:
    mine, key = say(world).thread_id, str(uuid4())
    theirs = say(world, "Hello", who="neighbour").thread_id
    first = _send(world.client("patient"), f"/api/v1/threads/{mine}/messages", key, "From me")
    second = _send(world.client("neighbour"), f"/api/v1/threads/{theirs}/messages", key, "From them")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["message"]["id"] != second.json()["message"]["id"]
    assert "From me" not in second.content.decode()
