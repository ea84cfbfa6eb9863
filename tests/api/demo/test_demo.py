"""The demo's own sign-in: one tap, from our own page alone, and nowhere but in a demo."""

import json
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import Account, Session
from portal.demo.people import email_of, people
from tests.world import World

OURS = {"origin": "http://testserver"}


def enter(client: Client, who: str, **headers: str) -> Any:
    body = json.dumps({"as": who})
    return client.post("/demo/sign-in", body, content_type="application/json", headers=headers)


@pytest.fixture
def maya(world: World) -> Account:
    account = world.people["patient"]
    account.email = email_of("maya")
    account.second_factor = True
    account.save()
    return account


def test_the_data_has_everyone_of_the_demo_clinic() -> None:
    keys = [person.key for person in people()]
    assert len(keys) == len(set(keys)) == 52
    assert people()[0].role == "Patient"


def test_only_who_has_an_account_is_offered(maya: Account) -> None:
    assert Client().get("/demo/people").json() == [{"key": "maya", "name": "Maya", "role": "Patient"}]


def test_one_tap_signs_in_with_both_factors(maya: Account) -> None:
    client = Client()
    assert enter(client, "maya", **OURS).status_code == 204
    account = client.get("/api/v1/session").json()["account"]
    assert account["id"] == str(maya.id)
    assert account["second_factor"] == {"required": True, "done": True}
    assert account["device_known"] is True
    assert client.get("/api/v1/sessions").status_code == 200


def test_the_next_tap_ends_the_session_of_the_person_before(maya: Account, world: World) -> None:
    other = world.people["therapist"]
    Account.objects.filter(id=other.id).update(email=email_of("ana"))
    client = Client()
    enter(client, "maya", **OURS)
    enter(client, "ana", **OURS)
    assert client.get("/api/v1/session").json()["account"]["id"] == str(other.id)
    assert Session.objects.get(account=maya).ended_at is not None


@pytest.mark.parametrize("origin", ["http://testserver:81", "https://testserver", "http://evil.test", "null"])
def test_another_origin_is_refused(maya: Account, origin: str) -> None:
    client = Client()
    assert enter(client, "maya", origin=origin).status_code == 403
    assert enter(client, "maya").status_code == 403
    assert client.get("/api/v1/session").json()["account"] is None


def test_without_the_csrf_token_it_is_refused(maya: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/api/v1/session")
    assert enter(client, "maya", **OURS).json()["code"] == "csrf"


def test_an_unknown_person_is_not_found(maya: Account) -> None:
    assert enter(Client(), "nobody-here", **OURS).status_code == 404
