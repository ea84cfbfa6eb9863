"""A53, A54: huge, odd and hostile input is refused with words, and never an error of the server."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from portal.messaging.models import Message
from tests.portal.messaging.objects import open_hours
from tests.world import World, build

DEEP = "[" * 10_000 + "]" * 10_000
MANY = json.dumps({f"k{n}": n for n in range(100_000)})
BODIES: dict[str, bytes] = {
    "20 MiB": json.dumps({"topic": "other", "body": "x" * 20 * 1024 * 1024}).encode(),
    "100,000 keys": MANY.encode(),
    "a number beyond numbers": b'{"topic": "other", "body": 1e400}',
    "no number": b'{"topic": "other", "body": NaN}',
    "10,000 deep": b'{"topic": "other", "body": ' + DEEP.encode() + b"}",
    "the same key twice": b'{"topic": "other", "body": "a", "body": "b"}',
    "a byte order mark": b'\xef\xbb\xbf{"topic": "other", "body": "a"}',
    "UTF-16": '{"topic": "other", "body": "a"}'.encode("utf-16"),
    "half a pair": b'{"topic": "other", "body": "\\ud800"}',
    "a NUL": b'{"topic": "other", "body": "a\\u0000b"}',
    "a million of one sign": json.dumps({"topic": "other", "body": "\ufdfa" * 1_000_000}).encode(),
    "no JSON": b"{",
    "a list": b"[]",
    "nothing": b"",
}
WORDS = (
    "' OR 1=1 --", '"; DROP TABLE messaging_message; --', "1) UNION SELECT password FROM accounts_account",
    "user__password__startswith=", "$where", "../../etc/passwd", "%00", "{{7*7}}", "\r\nSet-Cookie: a=b",
    "(select pg_sleep(5))", "-1", "99999999999999999999", "\u202e", "null", "[]",
)  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    made = build()
    open_hours(made)
    return made


def _post(client: Client, body: bytes) -> Any:
    return client.post(
        "/api/v1/threads", body, content_type="application/json", headers={"idempotency-key": str(uuid4())}
    )


@pytest.mark.parametrize("name", BODIES)
def test_a53_an_odd_body_is_refused_and_stores_nothing(world: World, name: str) -> None:
    answer = _post(world.client("patient"), BODIES[name])
    assert answer.status_code in {400, 413}, name
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] in {"invalid", "too_large"}
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "words", ["Z" + "\u0301" * 5_000, "👩‍👩‍👧‍👦" * 200, "\u202eevil", "<script>alert(1)</script>"]
)
def test_a53_odd_words_are_words_and_come_back_as_they_were(world: World, words: str) -> None:
    client = world.client("patient")
    answer = _post(client, json.dumps({"topic": "other", "body": words}).encode())
    assert answer.status_code == 201
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["message"]["body"] == words


@pytest.mark.parametrize("words", WORDS)
def test_a54_words_of_attack_in_filters_and_cursors_change_no_question(world: World, words: str) -> None:
    for who, path in (
        ("patient", "/api/v1/threads"), ("therapist", "/api/v1/inbox"), ("administrator", "/api/v1/audit"),
        ("patient", "/api/v1/sync"), ("patient", "/api/v1/promise"),
    ):  # fmt: skip
        client = world.client(who)
        for name in (
            "cursor",
            "limit",
            "topic",
            "queue",
            "patient",
            "after",
            "ordering",
            "search",
            "user__password",
        ):
            answer = client.get(path, {name: words})
            assert answer.status_code in {200, 400, 404}, (path, name)
            assert "\n" not in str(answer.headers)
    thread = world.client("patient").get(f"/api/v1/threads/{words.replace('/', '')}/messages")
    assert thread.status_code == 404
