"""A08, A09, A10, A17, A19: a relative gets what the consent says, while it says so, and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from portal.family import actions
from portal.family.models import Consent
from portal.kernel import clock
from tests.portal.family import objects
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
WITHOUT = ("relative_none", "relative_expired", "relative_withdrawn", "relative_of_neighbour")


@pytest.fixture
def world() -> Iterator[World]:
    made = build()
    yield made
    clock.set_fixed(None)


def of_a(world: World) -> dict[str, str]:
    """The addresses of A's record that a relative could try."""
    patient = f"/api/v1/patients/{world.patient.id}"
    return {
        "week": f"{patient}/week",
        "summary": f"{patient}/plan/summary",
        "plan": f"{patient}/plan",
        "story": f"{patient}/plan/story",
        "today": f"{patient}/today",
        "consents": f"{patient}/consents",
    }


def get(world: World, who: str, path: str, **headers: str) -> Any:
    return world.client(who).get(path, headers=headers)


def got(world: World, who: str) -> dict[str, int]:
    return {name: get(world, who, path).status_code for name, path in of_a(world).items()}


NOTHING = dict.fromkeys(("week", "summary", "plan", "story", "today", "consents"), 404)


def test_a08_a_relative_reads_what_is_shared_and_nothing_else(world: World) -> None:
    objects.accepted(world, who="relative", scopes=["schedule"])
    assert got(world, "relative") == NOTHING | {"week": 200}


@pytest.mark.parametrize("who", WITHOUT)
def test_a09_without_a_consent_in_force_nothing_of_a_is_there(world: World, who: str) -> None:
    assert got(world, who) == NOTHING
    unknown = get(world, who, f"/api/v1/patients/{uuid4()}/week")
    mine = get(world, who, of_a(world)["week"])
    assert mine.content == unknown.content
    for path in ("/api/v1/shared", "/api/v1/live-sessions", "/api/v1/articles"):
        answer = get(world, who, path)
        assert answer.status_code == 200
        assert str(world.patient.id) not in answer.content.decode()


def test_a09_an_invitation_that_waits_opens_nothing(world: World) -> None:
    email = world.people["relative_none"].email
    objects.invited(world, relative_email=email, scopes=["schedule", "plan"])
    assert got(world, "relative_none") == NOTHING
    assert get(world, "relative_none", "/api/v1/shared").json() == []


@pytest.mark.feature("F2.a", "F2.b")
def test_an_account_that_only_learns_is_told_the_same_for_patients_and_strangers(world: World) -> None:
    client = world.client("relative_none")
    for prefix in ("patients/{}/week", "patients/{}/plan/summary", "patients/{}/consents", "consents/{}"):
        real = client.get(f"/api/v1/{prefix.format(world.patient.id)}")
        made_up = client.get(f"/api/v1/{prefix.format(uuid4())}")
        assert (
            (real.status_code, real.content) == (made_up.status_code, made_up.content) == (404, real.content)
        )
    assert client.get("/api/v1/shared").json() == []
    assert client.get("/api/v1/articles").status_code == 200
    assert client.get("/api/v1/live-sessions").status_code == 200
    assert client.get("/api/v1/consents").status_code == 404


@pytest.mark.feature("F3.a")
def test_a10_a_narrowed_scope_is_gone_at_the_next_request(world: World) -> None:
    consent = objects.accepted(world, who="relative", scopes=["schedule", "plan"])
    first = get(world, "relative", of_a(world)["week"])
    assert first.status_code == 200
    actions.change_scopes(
        world.actor("patient"),
        consent_id=consent.id,
        version=consent.version,
        **objects.terms(scopes=["plan"]),
    )
    etag = first.headers.get("ETag", '"any"')
    again = get(world, "relative", of_a(world)["week"], **{"if-none-match": etag})
    assert again.status_code == 404
    assert got(world, "relative") == NOTHING | {"summary": 200}


def test_a17_a_relative_changes_no_consent_and_invites_nobody(world: World) -> None:
    consent = objects.accepted(world, who="relative", scopes=["schedule"])
    client = world.client("relative")
    key = {"idempotency-key": str(uuid4())}
    body = objects.terms(scopes=["schedule", "plan"], ends_at="2030-01-01T00:00:00Z", version=consent.version)
    path = f"/api/v1/consents/{consent.id}"
    json = "application/json"
    assert client.put(path, body, content_type=json, headers=key).status_code == 404
    invitation = {name: value for name, value in body.items() if name != "version"} | {
        "relative_name": "Eve", "relative_email": "eve@example.test", "relation": "cousin",
    }  # fmt: skip
    assert client.post("/api/v1/consents", invitation, content_type=json, headers=key).status_code == 404
    after = Consent.objects.get()
    assert (after.scopes, after.version, after.ends_at) == (["schedule"], consent.version, consent.ends_at)


def test_a19_a_consent_ends_at_its_instant_without_any_job(world: World) -> None:
    consent = objects.accepted(world, who="relative", scopes=["schedule"])
    clock.set_fixed(consent.ends_at - timedelta(microseconds=1))
    client = world.client("relative")
    assert client.get(of_a(world)["week"]).status_code == 200
    clock.set_fixed(consent.ends_at)
    assert client.get(of_a(world)["week"]).status_code == 404
    assert client.get("/api/v1/shared").json() == []


@pytest.mark.feature("F1.c")
def test_the_preview_carries_the_very_data_that_the_relative_then_gets(world: World) -> None:
    scopes = ["schedule", "plan"]
    found = get(world, "patient", f"/api/v1/consents/preview?scopes={','.join(scopes)}").json()
    shown = {each["key"]: each["sees"] for each in found["scopes"]}
    objects.accepted(world, who="relative", scopes=scopes)
    assert shown["education"] is None
    assert shown["schedule"] == get(world, "relative", of_a(world)["week"]).json()
    assert shown["plan"] == get(world, "relative", of_a(world)["summary"]).json()
