"""A07: an administrator of another program gets for anything of this one what everyone gets for nothing."""

import json
from typing import Any
from uuid import uuid4

import pytest

from portal.accounts.models import Invitation
from portal.programs.models import Enrolment, Holiday, Patient, Staff, Track
from tests.portal.programs.objects import admitted, closed, hired
from tests.world import World, build

pytestmark = pytest.mark.django_db
PEOPLE = {"preferred_name": "X", "full_name": "X Y", "admitted_on": "2030-01-07"}


@pytest.fixture
def world(db: None) -> World:
    return build()


def _paths(world: World) -> list[tuple[str, str, Any]]:
    """Every address of this program's desk, with a body that its own administrator could send."""
    program, patient, staff = world.program.id, admitted(world), hired(world)
    holiday, nurse = closed(world), world.staff["removed"]
    at, of = f"programs/{program}", f"patients/{patient.id}"
    return [
        ("GET", at, None),
        ("PATCH", at, {"version": world.program.version, "name": "Mine"}),
        ("POST", f"{at}/tracks", {"name": "New", "part_of_day": "morning"}),
        ("PATCH", f"{at}/tracks/{world.track.id}", {"version": 1, "name": "Mine"}),
        ("PUT", f"{at}/hours", {"version": world.program.version, "hours": []}),
        ("POST", f"{at}/holidays", {"date": "2030-07-04", "name": "X"}),
        ("DELETE", f"{at}/holidays/{holiday.id}", None),
        ("GET", f"{at}/staff", None),
        ("POST", f"{at}/staff", {"name": "X", "email": "x@example.test", "role": "lead"}),
        ("GET", f"{at}/patients", None),
        ("POST", f"{at}/patients", PEOPLE),
        ("POST", f"staff/{staff.id}/invitation", None),
        ("POST", f"staff/{staff.id}/end", {"version": 1}),
        ("GET", of, None),
        ("GET", f"{of}/admission", None),
        ("POST", f"{of}/invitation", {}),
        ("POST", f"{of}/enrolments", {"level": "iop3", "starts_on": "2030-01-07"}),
        ("POST", f"{of}/care-team", {"staff_id": str(nurse.id)}),
        ("DELETE", f"{of}/care-team/{nurse.id}", None),
    ]


def _state() -> list[int]:
    return [model.objects.count() for model in (Track, Holiday, Staff, Patient, Enrolment, Invitation)]


def _ask(world: World, who: str, method: str, path: str, body: Any) -> Any:
    client = world.client(who)
    return client.generic(
        method,
        f"/api/v1/{path}",
        data="" if body is None else json.dumps(body),
        content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )


def test_a07_the_other_administrator_reads_and_changes_nothing_here(world: World) -> None:
    paths = _paths(world)
    before = _state()
    for method, path, body in paths:
        answer = _ask(world, "other_administrator", method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (method, path)
    assert _state() == before
    assert Staff.objects.filter(program=world.program, ended_at=None).count() == 6
    world.program.refresh_from_db()
    assert world.program.name == "Adult IOP"


def test_a07_lists_hold_only_what_one_administers(world: World) -> None:
    lena = admitted(world)
    client = world.client("other_administrator")
    names = [row["name"] for row in client.get("/api/v1/programs").json()["programs"]]
    assert names == ["Teen IOP"]
    text = client.get("/api/v1/audit").content + client.get("/api/v1/audit/people").content
    assert str(lena.id).encode() not in text
    assert b"Lena" not in text and b"Therapist" not in text.replace(b"Other Therapist", b"")
    narrowed = client.get("/api/v1/audit", {"patient": str(lena.id)}).json()
    assert narrowed == {"entries": [], "next": None}


def test_a07_staff_of_one_program_cannot_join_the_team_of_another(world: World) -> None:
    foreign = world.staff["other_therapist"].id
    answer = _ask(
        world, "administrator", "POST", f"patients/{world.patient.id}/care-team", {"staff_id": str(foreign)}
    )
    assert answer.status_code == 404
