"""The way back to a forgotten password."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from portal.accounts import actions
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.portal.accounts.factors import add_code_app
from tests.world import World

RESET = "/_allauth/browser/v1/auth/password/reset"
NEW = "five calm words in a row"


def send(path: str, body: dict[str, Any], client: Client | None = None) -> Any:
    return (client or Client()).post(path, json.dumps(body), content_type="application/json")


def mailed_key(world: World) -> str:
    account = world.people["patient"]
    actions.mail_new_password(Actor.system("tests"), account_id=account.id)
    found = re.search(r"http://testserver/new-password#(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_mailed_key_sets_a_new_password_once_and_signs_nobody_in(world: World) -> None:
    key, client = mailed_key(world), Client()
    assert send(RESET, {"key": key, "password": NEW}, client).status_code == 401
    assert client.get("/api/v1/sessions").status_code == 401
    world.people["patient"].refresh_from_db()
    assert world.people["patient"].check_password(NEW)
    assert send(RESET, {"key": key, "password": "another row of calm words"}).status_code == 400


def test_it_ends_every_session_of_the_person(world: World) -> None:
    thief = world.client("patient")
    send(RESET, {"key": mailed_key(world), "password": NEW})
    assert thief.get("/api/v1/sessions").status_code == 401


def test_it_does_not_pass_by_the_second_factor(world: World) -> None:
    account = world.people["patient"]
    add_code_app(account)
    client = Client()
    send(RESET, {"key": mailed_key(world), "password": NEW}, client)
    answer = send("/_allauth/browser/v1/auth/login", {"email": account.email, "password": NEW}, client)
    assert answer.status_code == 401
    assert client.get("/api/v1/sessions").status_code == 401


def test_it_dies_after_an_hour(world: World) -> None:
    key = mailed_key(world)
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert send(RESET, {"key": key, "password": NEW}).status_code == 400


@pytest.mark.parametrize("header", ["x-forwarded-host", "host"])
def test_a_forged_host_changes_nothing_in_the_link(world: World, header: str) -> None:
    body = {"email": world.people["patient"].email}
    Client().post(
        "/_allauth/browser/v1/auth/password/request",
        json.dumps(body),
        content_type="application/json",
        headers={header: "evil.test"},
    )
    assert mailed_key(world)
    assert "evil.test" not in str(mail.outbox[-1].body)
