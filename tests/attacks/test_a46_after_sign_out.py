"""A46: after signing out the old addresses give nothing, and no copy was kept on the way."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import World, build

SIGN_OUT = "/_allauth/browser/v1/auth/session"
# Of these the last asks for the sealed token of a mail's link, and for no session.
OPEN = {"/api/v1/session", "/api/v1/crisis", "/api/v1/openapi.json", "/api/v1/notices/mail-off"}


@pytest.fixture
def world(db: None) -> World:
    return build()


def gets(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from gets(pattern.url_patterns, here)
        elif here.startswith("/api/v1/") and hasattr(getattr(pattern.callback, "view_class", None), "get"):
            yield re.sub(r"<(?:\w+:)?\w+>", str(uuid4()), here)


ALL = sorted(gets(get_resolver().url_patterns))


def test_a46_every_data_answer_says_no_store(world: World) -> None:
    client = world.client("patient")
    for path in [*ALL, "/_allauth/browser/v1/auth/session", "/demo/people", "/api/v1/nothing-here"]:
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"], path
        assert "ETag" not in answer, path


def test_a46_the_old_cookie_is_worth_nothing_and_the_browser_clears_its_cache(world: World) -> None:
    client = world.client("patient")
    old = client.cookies[settings.SESSION_COOKIE_NAME].value
    answer = client.delete(SIGN_OUT)
    assert answer.status_code == 401, "allauth's word for signed out"
    assert answer["Clear-Site-Data"] == '"cache"', '"storage" would take the offline crisis page along'
    assert "no-store" in answer["Cache-Control"]
    back = Client()
    back.cookies[settings.SESSION_COOKIE_NAME] = old
    for browser in (client, back):
        assert browser.get("/api/v1/session").json()["account"] is None
        for path in ALL:
            if path not in OPEN:
                assert browser.get(path).status_code == 401, path
