"""What plans say on the wire, to whom."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from api.careplan import events
from portal.access import grants
from portal.access.matrix import Basis, Scope
from portal.careplan import actions
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.outbox import Item
from portal.programs import actions as programs
from tests.portal.careplan.objects import SECRET, goal
from tests.portal.schedule.objects import enrol
from tests.world import SETUP, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def plan_of(world: World, who: str) -> Any:
    response = world.client(who).get(f"/api/v1/patients/{world.patient.id}/plan")
    assert response.status_code == 200
    return response.json()


@pytest.mark.feature("P1.a", "P1.b", "P1.c")
def test_the_patient_reads_plain_words_and_no_clinical_one(world: World) -> None:
    goal(world, problem="Going out feels big.", objective="Five days of seven.")
    mine = plan_of(world, "patient")
    (shown,) = mine["plan"]["goals"]
    assert (shown["title"], shown["problem"], shown["objective"], shown["clinical"]) == (
        "Leave the house most days", "Going out feels big.", "Five days of seven.", None,
    )  # fmt: skip
    assert [(step["who"], step["text"], step["when"]) for step in shown["interventions"]] == [
        ("patient", "One short walk a day.", "every day"),
        ("team", "Ana plans the next step with me.", "on Tuesdays"),
    ]
    for word in (SECRET, "Resume daily activity", "Behavioural activation"):
        assert word not in json.dumps(mine)
        assert word in json.dumps(plan_of(world, "therapist"))


@pytest.mark.feature("P2.b")
def test_both_lines_stand_side_by_side_by_week(world: World) -> None:
    row = goal(world)
    actions.rate_goal(world.actor("patient"), goal_id=row.id, value=2)
    actions.rate_goal_for_team(world.actor("therapist"), goal_id=row.id, value=6)
    (shown,) = plan_of(world, "patient")["plan"]["goals"]
    assert [(week["week"], week["you"], week["team"]) for week in shown["ratings"]] == [(1, 2, 6)]
    assert shown["apart"] is True


@pytest.mark.feature("P6.a", "P6.b")
def test_the_way_down_shows_what_is_done_what_is_now_and_the_signs(world: World) -> None:
    enrol(world, level="php")
    programs.change_enrolment(
        SETUP, patient_id=world.patient.id, level="iop3", starts_on=clock.now().date(),
        track_id=world.track.id, weekdays=[0, 2, 4],
    )  # fmt: skip
    goal(world)
    answer = plan_of(world, "patient")
    assert [(step["level"], step["state"]) for step in answer["steps"]] == [
        ("php", "done"), ("iop5", "done"), ("iop3", "now"), ("iop2", "next"), ("op", "next"),
    ]  # fmt: skip
    following = answer["plan"]["next_step"]
    assert (following["level"], following["signs_met"], len(following["signs"])) == ("iop2", 1, 2)


def test_an_older_copy_gets_412_and_the_words_that_say_what_to_do(world: World) -> None:
    row = goal(world)
    client = world.client("therapist")
    body = {"version": 1, "why_changed": "Together", "title": "New"}
    path = f"/api/v1/goals/{row.id}"
    first = client.patch(path, body, "application/json")
    assert (first.status_code, first["X-Version"]) == (200, "2")
    again = client.patch(path, body | {"title": "Other"}, "application/json")
    assert (again.status_code, again.json()["code"]) == (412, "stale")
    missing = client.patch(path, {"why_changed": "x"}, "application/json")
    assert [error["pointer"] for error in missing.json()["errors"]] == ["/version"]


def test_a_repeated_request_makes_one_goal_and_one_ask(world: World) -> None:
    row = goal(world)
    key = {"idempotency-key": str(uuid4())}
    path = f"/api/v1/goals/{row.id}/change-requests"
    client = world.client("patient")
    answers = [client.post(path, {"text": "Mornings"}, "application/json", headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert client.post(path, {"text": "Evenings"}, "application/json", headers=key).status_code == 409


def test_the_frame_of_a_changed_goal_is_what_each_reader_would_fetch(world: World) -> None:
    row = goal(world)
    told = Item(
        event_id=1, kind="careplan.goal_changed", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id, data={}, at=clock.now(), seq=1,
    )  # fmt: skip
    assert events.goal_changed(world.actor("patient"), told)["goal"]["clinical"] is None
    assert events.goal_changed(world.actor("therapist"), told)["goal"]["clinical"]["problem"] == SECRET
    for who in ("neighbour", "relative", "removed", "administrator"):
        with pytest.raises(NotFound):
            events.goal_changed(world.actor(who), told)


def test_the_summary_for_a_relative_holds_wording_and_days_alone(world: World) -> None:
    row = goal(world)
    actions.rate_goal(world.actor("patient"), goal_id=row.id, value=2)
    with transaction.atomic():
        grants.give(
            account_id=world.people["relative_none"].id, basis=Basis.FAMILY, patient_id=world.patient.id,
            scopes=[Scope.PLAN],
        )  # fmt: skip
    answer = world.client("relative_none").get(f"/api/v1/patients/{world.patient.id}/plan/summary")
    (shown,) = answer.json()["goals"]
    assert set(shown) == {"id", "title", "target_on", "steps"}
    assert SECRET not in answer.content.decode()
    assert world.client("relative_none").get(f"/api/v1/patients/{world.patient.id}/week").status_code == 404
