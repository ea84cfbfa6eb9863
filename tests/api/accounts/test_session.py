"""Who am I, and what I set for myself."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from portal.accounts.models import Session
from portal.outbox import relay
from tests.portal.messaging.objects import say
from tests.world import World

SESSION = "/api/v1/session"


def put(client: Client, method: str, path: str, body: dict[str, Any]) -> Any:
    return client.generic(method, path, json.dumps(body), content_type="application/json")


@pytest.mark.django_db
def test_signed_out_one_gets_the_token_and_the_clock_and_nobody() -> None:
    answer = Client().get(SESSION).json()
    assert answer["account"] is None
    assert len(answer["csrf"]) == 64
    assert answer["now"].endswith("+00:00")
    assert (answer["demo"], answer["clock_fixed"]) == (True, False)


def test_it_names_the_last_frame_so_that_a_page_misses_nothing_before_its_socket(world: World) -> None:
    assert Client().get(SESSION).json()["seq"] is None
    client = world.client("patient")
    before = client.get(SESSION).json()["seq"]
    say(world)
    relay.relay_items()
    after = client.get(SESSION).json()["seq"]
    assert after > before
    assert client.get("/api/v1/sync", {"after": before}).json()["last"] == after


@pytest.mark.parametrize("path", [SESSION, "/help", "/today"])
def test_what_still_asks_by_an_old_session_does_not_take_the_new_ones_cookie_away(
    world: World, path: str
) -> None:
    late = Client()
    late.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32  # as before one signed in, and gone since
    assert settings.SESSION_COOKIE_NAME not in late.get(path).cookies


def test_signing_out_takes_the_cookie_away(world: World) -> None:
    answer = world.client("patient").delete("/_allauth/browser/v1/auth/session")
    assert answer.cookies[settings.SESSION_COOKIE_NAME].value == ""


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("patient", ["patient"]),
        ("therapist", ["staff"]),
        ("lead", ["staff"]),
        ("administrator", ["administrator"]),
        ("relative", ["relative"]),
        ("relative_none", ["relative"]),
        ("relative_withdrawn", ["relative"]),
    ],
)
def test_each_person_gets_the_homes_of_their_grants(world: World, who: str, roles: list[str]) -> None:
    account = world.client(who).get(SESSION).json()["account"]
    assert account["roles"] == roles
    assert account["patient_id"] == (str(world.patient.id) if who == "patient" else None)


def test_the_profile_takes_what_a_person_sets_and_shows_it(world: World) -> None:
    client = world.client("patient")
    body = {
        "preferred_name": "  Mimi ",
        "pronouns": "she/they",
        "language": "es",
        "timezone": "America/Denver",
    }
    answer = put(client, "PATCH", "/api/v1/account", body)
    assert answer.status_code == 200
    account = client.get(SESSION).json()["account"]
    assert {k: account[k] for k in ("name", "pronouns", "language", "timezone")} == {
        "name": "Mimi", "pronouns": "she/they", "language": "es", "timezone": "America/Denver",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"language": "fr"}, "/language"),
        ({"timezone": "Mars/Base"}, "/timezone"),
        ({"preferred_name": " "}, "/preferred_name"),
        ({"preferred_name": "x" * 81}, "/preferred_name"),
    ],
)
def test_what_cannot_be_taken_is_named_and_changes_nothing(
    world: World, body: dict[str, str], pointer: str
) -> None:
    client = world.client("patient")
    before = client.get(SESSION).json()["account"]
    answer = put(client, "PATCH", "/api/v1/account", body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)
    assert answer.json()["errors"][0]["detail"]
    assert client.get(SESSION).json()["account"] == before


def test_the_first_questions_are_asked_once(world: World) -> None:
    world.people["patient"].set_up_at = None
    world.people["patient"].save()
    client = world.client("patient")
    assert client.get(SESSION).json()["account"]["set_up"] is False
    body = {"device": "own", "language": "es", "timezone": "America/Chicago"}
    account = put(client, "POST", "/api/v1/account/setup", body).json()
    assert (account["set_up"], account["device"], account["device_known"]) == (True, "own", True)
    assert account["language"] == "es"


def test_a_device_is_asked_about_once_each_and_shared_until_then(world: World) -> None:
    client = world.client("patient")
    account = client.get(SESSION).json()["account"]
    assert (account["device"], account["device_known"]) == ("shared", False)
    account = put(client, "POST", "/api/v1/session/device", {"device": "own"}).json()
    assert (account["device"], account["device_known"]) == ("own", True)
    assert world.client("patient").get(SESSION).json()["account"]["device_known"] is False


@pytest.mark.feature("A4.c")
def test_a_list_of_devices_lets_a_person_sign_one_out(world: World) -> None:
    phone, laptop = world.client("patient"), world.client("patient")
    rows = phone.get("/api/v1/sessions").json()["items"]
    assert len(rows) == 2
    assert [row["current"] for row in rows].count(True) == 1
    other = next(row for row in rows if not row["current"])
    assert phone.delete(f"/api/v1/sessions/{other['id']}").status_code == 204
    assert laptop.get("/api/v1/sessions").status_code == 401
    assert [row["current"] for row in phone.get("/api/v1/sessions").json()["items"]] == [True]


def test_nobody_ends_another_persons_session(world: World) -> None:
    world.client("patient")
    theirs = Session.objects.get(account=world.people["patient"])
    answer = world.client("neighbour").delete(f"/api/v1/sessions/{theirs.id}")
    assert answer.status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_a_device_is_listed_by_browser_and_kind(world: World) -> None:
    client = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/131.0 Mobile"})
    body = {"email": "patient@example.test", "password": "a long enough password"}
    assert put(client, "POST", "/_allauth/browser/v1/auth/login", body).status_code == 200
    assert client.get("/api/v1/sessions").json()["items"][0]["label"] == "Chrome, Android"
