"""A40: a sign-in that stops before the second factor opens nothing. (The socket's part stands beside.)"""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.portal.accounts.factors import add_code_app
from tests.world import World, build

LOGIN = "/_allauth/browser/v1/auth/login"
OPEN_TO_ALL = {
    "/api/v1/session", "/api/v1/crisis", "/api/v1/openapi.json", "/api/v1/invitations/look",
    "/api/v1/invitations/passkey", "/api/v1/invitations/accept", "/api/v1/education/sign-up",
    "/api/v1/education/sign-up/confirm",
    # No session opens these: a sealed token and a provider's signature do.
    "/api/v1/notices/mail-off", "/api/v1/notices/texts",
}  # fmt: skip
OPEN_TO_ONE_FACTOR = {
    "/api/v1/session", "/api/v1/crisis", "/api/v1/account/setup", "/api/v1/invitations/look",
    "/api/v1/invitations/accept",
}  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return build()


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif here.startswith("/api/v1/"):
            view = getattr(pattern.callback, "view_class", None)
            for method in ("get", "post", "put", "patch", "delete"):
                if hasattr(view, method):
                    numbered = re.sub(r"<int:\w+>", "1", here)
                    yield method.upper(), re.sub(r"<(?:\w+:)?\w+>", str(uuid4()), numbered)


ALL = sorted(addresses(get_resolver().url_patterns))


def login(client: Client, email: str) -> Any:
    body = json.dumps({"email": email, "password": "a long enough password"})
    return client.post(LOGIN, body, content_type="application/json")


def test_a40_with_the_factor_still_pending_every_address_says_signed_out(world: World) -> None:
    staff = world.people["therapist"]
    add_code_app(staff)
    client = Client()
    assert login(client, staff.email).status_code == 401
    assert len(ALL) > 20
    for method, path in ALL:
        if path not in OPEN_TO_ALL:
            answer = client.generic(method, path, "{}", content_type="application/json")
            assert answer.status_code == 401, f"{method} {path}"
    assert client.get("/api/v1/session").json()["account"] is None


def test_a40_without_any_factor_every_address_asks_for_one_first(world: World) -> None:
    staff = world.people["therapist"]
    client = Client()
    assert login(client, staff.email).status_code == 200
    for method, path in ALL:
        if path not in OPEN_TO_ONE_FACTOR:
            answer = client.generic(method, path, "{}", content_type="application/json")
            assert (answer.status_code, answer.json()["code"]) == (403, "needs_second_factor"), path


@pytest.mark.parametrize("path", ["/api/v1/session/", "/api/v1//sessions", "/api/v1/session/../sessions"])
def test_a40_a_twisted_address_is_no_way_around(world: World, path: str) -> None:
    client = Client()
    login(client, world.people["therapist"].email)
    answer = client.get(path)
    assert answer.status_code in {403, 404}
    assert b"items" not in answer.content
