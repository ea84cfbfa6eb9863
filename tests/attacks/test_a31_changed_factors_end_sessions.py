"""A31, over HTTP: whoever else is signed in as the person is out after a change of factors."""

import json
from typing import Any

import pytest
from django.test import Client, TestCase

from portal.accounts import actions
from portal.accounts.models import Session
from portal.kernel.actor import Actor
from tests.portal.accounts.factors import add_code_app, numbers
from tests.world import World, build

ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "a long enough password"


@pytest.fixture
def world(db: None) -> World:
    return build()


def send(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return client.generic(method, path, json.dumps(body), content_type="application/json")


def signed_in(email: str, secret: str) -> Client:
    client = Client()
    send(client, "POST", f"{ALLAUTH}/auth/login", {"email": email, "password": PASSWORD})
    answer = send(client, "POST", f"{ALLAUTH}/auth/2fa/authenticate", {"code": numbers(secret)})
    assert answer.status_code == 200, answer.json()
    answer = send(client, "POST", f"{ALLAUTH}/auth/reauthenticate", {"password": PASSWORD})
    assert answer.status_code == 200, answer.json()
    return client


def test_a31_taking_the_code_app_away_ends_every_other_session(world: World) -> None:
    owner = world.people["therapist"]
    secret = add_code_app(owner)
    thief = world.client("therapist")
    client = signed_in(owner.email, secret)
    assert thief.get("/api/v1/sessions").status_code == 200
    assert send(client, "DELETE", f"{ALLAUTH}/account/authenticators/totp", {}).status_code == 200
    assert thief.get("/api/v1/sessions").status_code == 401
    assert client.get("/api/v1/sessions").status_code == 200


def test_a31_new_recovery_codes_end_every_other_session(world: World) -> None:
    owner = world.people["therapist"]
    secret = add_code_app(owner)
    thief = world.client("therapist")
    client = signed_in(owner.email, secret)
    path = f"{ALLAUTH}/account/authenticators/recovery-codes"
    # allauth tells of the new codes at the commit, which a test's own transaction never reaches.
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert send(client, "POST", path, {}).status_code == 200
    assert thief.get("/api/v1/sessions").status_code == 401
    assert client.get("/api/v1/sessions").status_code == 200


def test_a31_a_changed_password_ends_every_other_session(world: World) -> None:
    owner = world.people["patient"]
    thief, client = world.client("patient"), world.client("patient")
    body = {"current_password": PASSWORD, "new_password": "another long one of hers"}
    assert send(client, "POST", f"{ALLAUTH}/account/password/change", body).status_code == 200
    assert thief.get("/api/v1/sessions").status_code == 401
    assert client.get("/api/v1/sessions").status_code == 200
    assert Session.objects.filter(account=owner, ended_at=None).count() == 1


def test_a31_a_closed_account_is_out_at_once_and_stays_out(world: World) -> None:
    owner, client = world.people["patient"], world.client("patient")
    actions.deactivate(Actor.system("tests"), account_id=owner.id)
    assert client.get("/api/v1/sessions").status_code == 401
    answer = send(Client(), "POST", f"{ALLAUTH}/auth/login", {"email": owner.email, "password": PASSWORD})
    assert answer.status_code != 200
