"""Ways in over the wire: invitation with a password, education code, second factor."""

import json
from typing import Any

import pytest
from django.test import Client, TestCase

from portal.accounts import actions, codes
from portal.accounts.models import EmailCode, Session
from portal.kernel import clock
from portal.programs import actions as programs
from tests.portal.accounts.factors import add_code_app, numbers
from tests.world import SETUP, World

ALLAUTH = "/_allauth/browser/v1"
PASSWORD = "a long enough password"


def send(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def invitation(world: World) -> str:
    patient = programs.admit_patient(
        SETUP, program_id=world.program.id, preferred_name="Noor", full_name="Noor Haddad",
        admitted_on=clock.now().date(),
    )  # fmt: skip
    row = actions.invite(
        world.actor("lead"), purpose="patient", object_id=patient.id, email="noor@example.test", name="Noor"
    )
    return codes.invitation_code(row.id)


@pytest.mark.feature("A1.a")
def test_an_invited_person_sets_a_password_and_a_code_app_and_only_then_is_in(world: World) -> None:
    client, code = Client(), invitation(world)
    assert send(client, "/api/v1/invitations/look", {"code": code}).json() == {
        "name": "Noor", "purpose": "patient", "language": "en", "needs": "new",
    }  # fmt: skip
    body = {"code": code, "password": "five calm words in a row"}
    answer = send(client, "/api/v1/invitations/accept", body)
    assert answer.status_code == 200, answer.json()
    account = answer.json()["account"]
    assert account["second_factor"] == {"required": True, "done": False}
    closed = client.get("/api/v1/sessions")
    assert (closed.status_code, closed.json()["code"]) == (403, "needs_second_factor")

    offered = client.get(f"{ALLAUTH}/account/authenticators/totp").json()["meta"]
    assert offered["totp_url"].startswith("otpauth://totp/noor%40example.test?")
    assert "issuer=Footbridge" in offered["totp_url"]
    # allauth tells of the new factor at the commit, which a test's own transaction never reaches.
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = send(client, f"{ALLAUTH}/account/authenticators/totp", {"code": numbers(offered["secret"])})
    assert answer.status_code == 200, answer.json()
    assert client.get("/api/v1/session").json()["account"]["second_factor"]["done"] is True
    assert client.get("/api/v1/sessions").status_code == 200
    first = client.get(f"{ALLAUTH}/account/authenticators/recovery-codes").json()["data"]
    assert len(first["unused_codes"]) == 10
    again = client.get(f"{ALLAUTH}/account/authenticators/recovery-codes").json()["data"]
    assert "unused_codes" not in again, "they are shown once"


@pytest.mark.feature("A1.a", "A1.b")
def test_a_password_alone_opens_nothing_and_with_the_app_it_opens(world: World) -> None:
    staff = world.people["therapist"]
    secret = add_code_app(staff)
    client = Client()
    answer = send(client, f"{ALLAUTH}/auth/login", {"email": staff.email, "password": PASSWORD})
    assert answer.status_code == 401
    assert client.get("/api/v1/sessions").status_code == 401
    answer = send(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": numbers(secret)})
    assert answer.status_code == 200, answer.json()
    assert client.get("/api/v1/sessions").status_code == 200
    assert Session.objects.get(account=staff).second_factor


@pytest.mark.feature("A1.b")
def test_staff_without_a_second_factor_get_nothing_but_its_set_up(world: World) -> None:
    staff = world.people["therapist"]
    client = Client()
    answer = send(client, f"{ALLAUTH}/auth/login", {"email": staff.email, "password": PASSWORD})
    assert answer.status_code == 200
    for path in ("/api/v1/sessions", "/api/v1/sync?after=0", f"{ALLAUTH}/account/password/change"):
        assert client.get(path).json()["code"] == "needs_second_factor", path
    assert client.get("/api/v1/session").status_code == 200
    asked = client.get(f"{ALLAUTH}/account/authenticators/totp")
    assert asked.status_code == 404, "nothing set up yet; the secret is in the answer"


def test_the_same_numbers_do_not_work_twice(world: World) -> None:
    staff = world.people["therapist"]
    code = numbers(add_code_app(staff))
    for expected in (200, 400):
        client = Client()
        send(client, f"{ALLAUTH}/auth/login", {"email": staff.email, "password": PASSWORD})
        assert send(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": code}).status_code == expected


def test_a_clock_that_is_half_a_minute_off_locks_nobody_out(world: World) -> None:
    staff = world.people["therapist"]
    late = numbers(add_code_app(staff), steps=-1)
    client = Client()
    send(client, f"{ALLAUTH}/auth/login", {"email": staff.email, "password": PASSWORD})
    assert send(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": late}).status_code == 200


@pytest.mark.feature("A1.d")
def test_guesses_are_limited_by_person_and_survive_a_fresh_try(world: World) -> None:
    staff = world.people["therapist"]
    secret = add_code_app(staff)
    client = Client()
    send(client, f"{ALLAUTH}/auth/login", {"email": staff.email, "password": PASSWORD})
    for _ in range(5):
        send(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": "000000"})
    answer = send(client, f"{ALLAUTH}/auth/2fa/authenticate", {"code": numbers(secret)})
    assert answer.json()["errors"][0]["code"] == "too_many_login_attempts"
    fresh = Client()
    send(fresh, f"{ALLAUTH}/auth/login", {"email": staff.email, "password": PASSWORD})
    answer = send(fresh, f"{ALLAUTH}/auth/2fa/authenticate", {"code": numbers(secret)})
    assert answer.status_code != 200


def test_the_education_door_signs_in_without_any_link(world: World) -> None:
    client = Client()
    assert send(client, "/api/v1/education/sign-up", {"email": "Sam@example.test"}).json() == {"minutes": 10}
    code = codes.email_code(EmailCode.objects.get().id)
    body = {"email": "sam@example.test", "code": code, "name": "Sam"}
    account = send(client, "/api/v1/education/sign-up/confirm", body).json()["account"]
    assert (account["name"], account["roles"], account["patient_id"]) == ("Sam", ["relative"], None)
    assert client.get("/api/v1/sessions").status_code == 200


@pytest.mark.feature("A1.d")
def test_the_education_door_limits_guesses_and_requests(world: World) -> None:
    client = Client()
    for _ in range(5):
        assert send(client, "/api/v1/education/sign-up", {"email": "a@example.test"}).status_code == 200
    answer = send(client, "/api/v1/education/sign-up", {"email": "a@example.test"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    body = {"email": "a@example.test", "code": "000000", "name": "A"}
    tries = [send(client, "/api/v1/education/sign-up/confirm", body).status_code for _ in range(16)]
    assert tries == [400] * 15 + [429]


def test_invitation_codes_cannot_be_tried_without_end(world: World) -> None:
    client = Client()
    tries = [send(client, "/api/v1/invitations/look", {"code": f"{n:016d}"}).status_code for n in range(31)]
    assert tries == [404] * 30 + [429]


@pytest.mark.parametrize(
    "path",
    [
        "/_allauth/app/v1/auth/login",
        "/_allauth/app/v1/auth/session",
        "/_allauth/browser/v1/account/email",
        "/_allauth/browser/v1/account/phone",
        "/_allauth/browser/v1/auth/signup",
    ],
)
def test_doors_that_this_product_does_not_have_are_not_there(world: World, path: str) -> None:
    client = world.client("patient")
    assert client.get(path).status_code == 404
    assert send(client, path, {}).status_code == 404
