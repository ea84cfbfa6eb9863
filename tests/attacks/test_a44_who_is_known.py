"""A44: no door says whether an address has an account. Times go into a bench; here: status, length, work."""

import json
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Account
from tests.world import World, build

ALLAUTH = "/_allauth/browser/v1"
KNOWN, UNKNOWN = "patient@example.test", "nobody0@example.test"


@pytest.fixture
def world(db: None) -> World:
    return build()


def send(path: str, body: dict[str, Any]) -> Any:
    return Client().post(path, json.dumps(body), content_type="application/json")


def both(path: str, **body: Any) -> Iterator[tuple[Any, list[str]]]:
    for email in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = send(path, {"email": email} | body)
        yield answer, [q["sql"].split(" ")[0] for q in queries.captured_queries]


@pytest.mark.feature("A5.a")
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v1/education/sign-up", {}),
        ("/api/v1/education/sign-up/confirm", {"code": "123456", "name": "N"}),
        (f"{ALLAUTH}/auth/login", {"password": "not the right one"}),
        (f"{ALLAUTH}/auth/password/request", {}),
    ],
)
def test_a44_the_answer_is_the_same_to_the_byte(world: World, path: str, body: dict[str, str]) -> None:
    (known, _), (unknown, _) = both(path, **body)
    assert known.status_code == unknown.status_code
    assert known.content == unknown.content
    # A cookie is a token of its own, and the two may be of two seconds.
    own = {"Set-Cookie", "Expires"}
    assert {k: v for k, v in known.items() if k not in own} == {
        k: v for k, v in unknown.items() if k not in own
    }


def test_a44_the_education_door_does_the_same_statements_and_sends_the_same_number_of_mails(
    world: World,
) -> None:
    (_, known), (_, unknown) = both("/api/v1/education/sign-up")
    assert known == unknown
    (_, known), (_, unknown) = both("/api/v1/education/sign-up/confirm", code="123456", name="N")
    assert known == unknown


def test_a44_a_sign_in_hashes_a_password_for_an_unknown_address_too(world: World) -> None:
    for email in (KNOWN, UNKNOWN):
        with patch.object(hashers.MD5PasswordHasher, "encode", autospec=True, side_effect=_encode) as hashed:
            send(f"{ALLAUTH}/auth/login", {"email": email, "password": "not the right one"})
        assert hashed.call_count == 1, email


_real_encode = hashers.MD5PasswordHasher.encode


def _encode(self: Any, password: str, salt: str) -> str:
    return _real_encode(self, password, salt)


def test_a44_asking_for_a_new_password_does_no_mail_in_the_request_and_none_to_strangers(
    world: World,
) -> None:
    for email in (UNKNOWN, KNOWN):
        send(f"{ALLAUTH}/auth/password/request", {"email": email})
        assert mail.outbox == [], "the relay sends it, so that the answer takes no longer"


def test_a44_nobody_signs_up_by_the_ordinary_door(world: World) -> None:
    (known, _), (unknown, _) = both(f"{ALLAUTH}/auth/signup", password="five calm words in a row")
    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content
    assert not Account.objects.filter(email=UNKNOWN).exists()


def test_a44_after_five_wrong_passwords_both_are_told_the_same(world: World) -> None:
    for email in (KNOWN, UNKNOWN):
        answers = [
            send(f"{ALLAUTH}/auth/login", {"email": email, "password": f"wrong {n} and long"}).json()
            for n in range(6)
        ]
        assert answers[-1]["errors"][0]["code"] == "too_many_login_attempts", email
