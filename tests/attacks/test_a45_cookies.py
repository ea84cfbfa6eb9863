"""A45: how the session travels."""

import base64
import json
import logging
import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests.world import World, build

_ASK = """
from django.conf import settings as s
import django, json
django.setup()
names = [n for n in dir(s) if n.startswith(("SESSION_COOKIE", "CSRF_COOKIE"))]
print(json.dumps({n: getattr(s, n) for n in names}))
"""


@pytest.fixture
def world(db: None) -> World:
    return build()


def test_a45_in_production_cookies_are_bound_to_the_host_and_to_https() -> None:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    env = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PUBLIC_ORIGIN": "https://portal.example.org", "SECRET_KEY": secrets.token_urlsafe(60),
        "MASTER_KEYS": f"m:{key}",
        "AUDIT_HMAC_KEY": key, "CHANNEL_KEY": key, "VAPID_PRIVATE_KEY": "v",
        "DATABASE_URL": "postgresql://x:y@127.0.0.1:1/x", "REDIS_URL": "redis://127.0.0.1:1",
    }  # fmt: skip
    said = subprocess.run([sys.executable, "-c", _ASK], env=env, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    for kind in ("SESSION", "CSRF"):
        assert found[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert found[f"{kind}_COOKIE_SECURE"] is True
        assert found[f"{kind}_COOKIE_SAMESITE"] in {"Lax", "Strict"}
        assert found[f"{kind}_COOKIE_PATH"] == "/"
        assert not found[f"{kind}_COOKIE_DOMAIN"]
    assert found["SESSION_COOKIE_HTTPONLY"] is True


def test_a45_the_session_stands_in_no_body_address_or_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    client, person = Client(), world.people["patient"]
    body = json.dumps({"email": person.email, "password": "a long enough password"})
    with caplog.at_level(logging.DEBUG):
        answers = [
            client.post("/_allauth/browser/v1/auth/login", body, content_type="application/json"),
            client.get("/api/v1/session"),
            client.get("/api/v1/sessions"),
            client.get("/_allauth/browser/v1/auth/session"),
        ]
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    secret = cookie.value.encode()
    assert answers[0].status_code == 200
    for answer in answers:
        assert secret not in answer.content
        assert not any(cookie.value in value for name, value in answer.items() if name != "Set-Cookie")
    assert cookie.value not in caplog.text


def test_a45_a_session_named_in_the_address_or_a_header_is_nobodys(world: World) -> None:
    client = world.client("patient")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    stranger = Client()
    name = settings.SESSION_COOKIE_NAME
    for answer in (
        stranger.get(f"/api/v1/sessions?{name}={key}"),
        stranger.get("/api/v1/sessions", headers={"x-session-token": key}),
        stranger.get("/api/v1/sessions", headers={"authorization": f"Token {key}"}),
    ):
        assert answer.status_code == 401
