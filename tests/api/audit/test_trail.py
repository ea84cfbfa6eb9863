"""The audit as an administrator reads it: whose entries, with which names; reading it is written down."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from portal import audit
from portal.audit.models import Entry
from portal.kernel.actor import Actor
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_head_file(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_HEAD_FILE = tmp_path / "audit-head"


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def _entries(client: Client, **query: str) -> Iterator[dict[str, object]]:
    cursor = ""
    while True:
        page = client.get("/api/v1/audit", query | ({"cursor": cursor} if cursor else {})).json()
        yield from page["entries"]
        cursor = page["next"]
        if not cursor:
            return


@pytest.mark.feature("D1.a")
def test_a_look_and_a_refused_look_both_stand_in_the_trail(world: World) -> None:
    path = f"/api/v1/patients/{world.patient.id}"
    assert world.client("therapist").get(path).status_code == 200
    assert world.client("off_team").get(path).status_code == 404
    found = list(_entries(world.client("administrator")))
    seen = [e for e in found if e["verb"] == "patients.card"]
    refused = [e for e in found if e["outcome"] == "denied"]
    assert [e["who"]["name"] for e in seen] == ["Therapist"]  # type: ignore[index]  # plain JSON
    assert [e["who"]["name"] for e in refused] == ["Off Team"]  # type: ignore[index]  # plain JSON
    assert seen[0]["patient"] == {"id": str(world.patient.id), "name": "patient Legal"}
    assert refused[0]["object_id"] == str(world.patient.id)


def test_only_staff_of_the_own_programs_appear_by_name(world: World) -> None:
    for who in ("patient", "other_therapist", "relative"):
        audit.record(
            world.actor(who), "schedule.week", patient_id=world.patient.id, program_id=world.program.id
        )
    audit.record(Actor.system("schedule"), "schedule.extend", program_id=world.program.id)
    every = _entries(world.client("administrator"))
    found = [entry for entry in every if str(entry["verb"]).startswith("schedule.")]
    kinds = [(e["who"]["kind"], e["who"]["name"]) for e in found]  # type: ignore[index]  # plain JSON
    assert kinds == [("system", ""), ("relative", ""), ("outside", ""), ("patient", "")]


def test_entries_of_another_program_are_not_there(world: World) -> None:
    audit.record(world.actor("lead"), "messaging.thread", program_id=world.other_program.id)
    audit.record(world.actor("other_therapist"), "accounts.sign_out")
    assert [e for e in _entries(world.client("administrator")) if e["verb"] == "messaging.thread"] == []
    assert [e for e in _entries(world.client("administrator")) if e["verb"] == "accounts.sign_out"] == []
    there = _entries(world.client("other_administrator"))
    assert {"messaging.thread", "accounts.sign_out"} <= {str(e["verb"]) for e in there}


def test_pages_follow_each_other_without_a_hole(world: World) -> None:
    actor = world.actor("therapist")
    for _ in range(120):
        audit.record(actor, "schedule.week", object_id=uuid4(), program_id=world.program.id)
    account = str(world.people["therapist"].id)
    found = [e["id"] for e in _entries(world.client("administrator"), account=account, outcome="done")]
    wanted = Entry.objects.filter(actor_id=account, outcome="done", program_id=world.program.id)
    assert found == list(wanted.order_by("-id").values_list("id", flat=True))
    assert len(found) >= 120


def test_reading_the_trail_is_itself_written_down(world: World) -> None:
    world.client("administrator").get("/api/v1/audit")
    entry = Entry.objects.filter(verb="audit.list").get()
    assert (entry.actor_id, entry.program_id) == (world.people["administrator"].id, world.program.id)


@pytest.mark.feature("D1.c")
def test_the_verdict_says_whole_until_somebody_changes_an_entry(world: World) -> None:
    client = world.client("administrator")
    first = client.get("/api/v1/audit/verification").json()
    assert (first["holds"], first["problems"]) == (True, [])
    assert first["sealed"] > 20 and first["sealed_until"]
    assert client.get("/api/v1/audit/verification").json()["checked_at"] == first["checked_at"]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
        cursor.execute(
            "UPDATE audit_entry SET verb = 'schedule.week' WHERE id = (SELECT min(id) FROM audit_entry)"
        )
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_change")
    second = client.post("/api/v1/audit/verification").json()
    assert (second["holds"], second["problems"][0]["trouble"]) == (False, "changed")
    assert second["sealed"] > first["sealed"]


def test_checking_has_a_limit(world: World) -> None:
    client = world.client("administrator")
    answers = [client.post("/api/v1/audit/verification").status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]
