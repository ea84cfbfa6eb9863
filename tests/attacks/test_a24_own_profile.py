"""A24: a person cannot give oneself what is not theirs to give, by fields that the form does not have."""

import json

import pytest

from portal.access import grants
from portal.accounts.models import Account
from tests.world import World, build

FIELDS = (
    "role", "roles", "is_staff", "is_superuser", "is_active", "program", "patient_id", "id", "verified",
    "created_at", "author", "email", "password", "second_factor", "set_up_at", "full_name", "account_id",
)  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize("field", FIELDS)
def test_a24_an_unknown_field_is_refused_and_changes_nothing(world: World, field: str) -> None:
    client, account = world.client("patient"), world.people["patient"]
    before = Account.objects.filter(id=account.id).values().get()
    bases = grants.bases_of(account.id)
    seen = client.get("/api/v1/session").json()["account"]
    for path, method, body in (
        ("/api/v1/account", "PATCH", {"pronouns": "x", field: "true"}),
        (
            "/api/v1/account/setup",
            "POST",
            {"device": "own", "language": "en", "timezone": "America/Denver", field: "true"},
        ),
        ("/api/v1/session/device", "POST", {"device": "own", field: "true"}),
    ):
        answer = client.generic(method, path, json.dumps(body), content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["pointer"] == f"/{field}"
    assert Account.objects.filter(id=account.id).values().get() == before
    assert grants.bases_of(account.id) == bases
    assert client.get("/api/v1/session").json()["account"] == seen


def test_a24_nobody_names_another_account_to_change(world: World) -> None:
    client = world.client("neighbour")
    body = json.dumps({"preferred_name": "Taken"})
    answer = client.patch(
        f"/api/v1/account?id={world.people['patient'].id}", body, content_type="application/json"
    )
    assert answer.status_code == 200
    world.people["patient"].refresh_from_db()
    assert world.people["patient"].preferred_name == "Patient"
