"""The administrator's desk over REST: keys, versions, pages, and what a refused change answers."""

from typing import Any
from uuid import uuid4

import pytest

from portal.programs.models import Program, Track
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


def test_a_stale_change_of_a_program_is_refused_and_changes_nothing(world: World) -> None:
    client, path = world.client("administrator"), f"/api/v1/programs/{world.program.id}"
    first = client.patch(path, {"version": 1, "name": "Adults"}, content_type="application/json")
    assert (first.status_code, first.json()["version"]) == (200, 2)
    second = client.patch(path, {"version": 1, "address": "Elsewhere"}, content_type="application/json")
    assert (second.status_code, second.json()["code"]) == (412, "stale")
    row = Program.objects.get(id=world.program.id)
    assert (row.name, row.address) == ("Adults", "")


def test_a_track_made_twice_with_one_key_is_one_track(world: World) -> None:
    client, path = world.client("administrator"), f"/api/v1/programs/{world.program.id}/tracks"
    body, headers = {"name": "Morning", "part_of_day": "morning"}, {"idempotency-key": str(uuid4())}
    answers = [client.post(path, body, content_type="application/json", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert Track.objects.filter(program=world.program, name="Morning").count() == 1
    assert client.post(path, body, content_type="application/json").status_code == 400


def test_hours_that_run_backwards_point_to_their_day(world: World) -> None:
    hours = [{"weekday": 2, "opens": "17:00", "closes": "09:00"}]
    answer = world.client("administrator").put(
        f"/api/v1/programs/{world.program.id}/hours",
        {"version": world.program.version, "hours": hours},
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/hours/2"


def test_the_list_of_patients_finds_names_whatever_their_accents(world: World) -> None:
    client, path = world.client("administrator"), f"/api/v1/programs/{world.program.id}/patients"
    body = {"preferred_name": "Zoë", "full_name": "Zoë Müller", "admitted_on": "2030-01-07"}
    made = client.post(path, body, content_type="application/json", headers={"idempotency-key": str(uuid4())})
    assert (made.status_code, made.json()["patient"]["state"]) == (201, "added")
    found = client.get(path, {"q": "zoe mul"}).json()["patients"]
    assert [row["full_name"] for row in found] == ["Zoë Müller"]
    assert len(client.get(path).json()["patients"]) == 3


def test_a_level_of_care_and_a_team_are_set_at_the_desk(world: World) -> None:
    client, of = world.client("administrator"), f"/api/v1/patients/{world.patient.id}"
    key: dict[str, Any] = {"headers": {"idempotency-key": str(uuid4())}, "content_type": "application/json"}
    level = {
        "level": "iop3",
        "starts_on": "2030-01-07",
        "weekdays": [0, 2, 4],
        "track_id": str(world.track.id),
    }
    first = client.post(f"{of}/enrolments", level, **key)
    again = client.post(f"{of}/enrolments", level, **key)
    assert (first.status_code, again.status_code) == (201, 200)
    enrolment = again.json()["patient"]["enrolment"]
    assert (enrolment["level"], enrolment["track"], enrolment["prescribed_minutes"]) == (
        "iop3",
        "Evening",
        540,
    )
    staff = str(world.staff["therapist"].id)
    left = client.delete(f"{of}/care-team/{staff}").json()
    assert left["team"] == [] and staff in [choice["id"] for choice in left["choices"]]
    assert world.client("therapist").get(of).status_code == 404
