"""A35: nothing is changed from a foreign page, at any address."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.accounts.models import Account
from tests.world import World, build, sign_in


@pytest.fixture
def world(db: None) -> World:
    return build()


def unsafe(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unsafe(pattern.url_patterns, here)
            continue
        view = getattr(pattern.callback, "view_class", None)
        path = re.sub(r"<\w+:\w+>", str(uuid4()), re.sub(r"<int:\w+>", "1", here))
        for method in ("post", "put", "patch", "delete"):
            if hasattr(view, method) and here.startswith(("/api/", "/demo/")):
                yield method.upper(), path


# No cookie opens these two, so no foreign page has anything to use: a sealed token and a provider's signature
# do (tests/attacks/test_a62_mail_off.py, tests/api/notify/test_texts.py).
WITHOUT_COOKIE = {("POST", "/api/v1/notices/mail-off"), ("POST", "/api/v1/notices/texts")}
ALL = sorted(set(unsafe(get_resolver().url_patterns)) - WITHOUT_COOKIE)
ALLAUTH = [
    ("POST", "/_allauth/browser/v1/auth/login"),
    ("DELETE", "/_allauth/browser/v1/auth/session"),
    ("POST", "/_allauth/browser/v1/auth/password/request"),
    ("POST", "/_allauth/browser/v1/account/password/change"),
    ("POST", "/_allauth/browser/v1/account/authenticators/totp"),
    ("DELETE", "/_allauth/browser/v1/account/authenticators/totp"),
    ("POST", "/_allauth/browser/v1/account/authenticators/webauthn"),
    ("POST", "/_allauth/browser/v1/auth/webauthn/login"),
]
TRIES: dict[str, tuple[str, dict[str, str]]] = {
    "no token": ("application/json", {}),
    "a wrong token": ("application/json", {"x-csrftoken": "x" * 64}),
    "plain text": ("text/plain", {}),
    "a form": ("application/x-www-form-urlencoded", {}),
}


@pytest.mark.parametrize("who", ["nobody", "patient"])
def test_a35_no_unsafe_address_acts_without_the_token(world: World, who: str) -> None:
    client = Client(enforce_csrf_checks=True)
    if who != "nobody":
        sign_in(client, world.people[who])
    client.get("/api/v1/session")  # the cookie is there, as in a browser
    before = Account.objects.filter(id=world.people["patient"].id).values().get()
    assert len(ALL) > 10
    for method, path in [*ALL, *ALLAUTH]:
        for name, (kind, headers) in TRIES.items():
            answer = client.generic(method, path, "{}", content_type=kind, headers=headers)
            # Where nobody may enter at all, being unknown is said first; and only JSON is read at all.
            wanted = ({403} if who == "patient" else {401, 403}) | (set() if "json" in kind else {415})
            assert answer.status_code in wanted, f"{method} {path} with {name}: {answer.status_code}"
            if answer.status_code == 403:
                assert answer.json()["code"] == "csrf", f"{method} {path} with {name}"
    if who == "patient":
        assert client.get("/api/v1/sessions").status_code == 200
    assert Account.objects.filter(id=world.people["patient"].id).values().get() == before


def test_a35_a_foreign_origin_is_refused_with_the_right_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, world.people["patient"])
    token = client.get("/api/v1/session").json()["csrf"]
    for origin in ("http://evil.test", "http://testserver.evil.test", "null", "http://testserver:8080"):
        for method, path in [*ALL, *ALLAUTH]:
            headers = {"x-csrftoken": token, "origin": origin}
            answer = client.generic(method, path, "{}", content_type="application/json", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "csrf"), f"{method} {path} {origin}"


def test_a35_with_token_and_origin_it_acts(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, world.people["patient"])
    token = client.get("/api/v1/session").json()["csrf"]
    headers = {"x-csrftoken": token, "origin": "http://testserver"}
    answer = client.patch(
        "/api/v1/account", '{"pronouns": "they"}', content_type="application/json", headers=headers
    )
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["auth/login", "auth/session", "auth/signup", "account/password/change"])
def test_a35_the_twin_for_apps_which_needs_no_token_is_not_there(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for method in ("GET", "POST"):
        answer = client.generic(method, f"/_allauth/app/v1/{path}", "{}", content_type="application/json")
        assert answer.status_code == 404
