"""What the week says on the wire, to whom, and what it never says."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.schedule import events
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.outbox import Item
from portal.schedule import actions
from portal.schedule.models import Booking, Session
from tests.portal.schedule.objects import add, booked, next_session, series
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    found = build()
    add(found)
    return found


def get(world: World, who: str, path: str) -> Any:
    response = world.client(who).get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()


def soon(world: World) -> Session:
    session = next_session(world)
    Session.objects.filter(id=session.id).update(
        starts_at=clock.now() + timedelta(minutes=10), ends_at=clock.now() + timedelta(minutes=100)
    )
    session.refresh_from_db()
    return session


def item(kind: str, row: Booking) -> Item:
    return Item(
        event_id=1, kind=kind, object_id=row.id, patient_id=row.patient_id, program_id=row.program_id,
        data={}, at=clock.now(), seq=1,
    )  # fmt: skip


@pytest.mark.feature("S1.a")
def test_the_week_lists_title_time_place_or_link_track_and_leader(world: World) -> None:
    series(
        world, kind="individual", title={"en": "One to one", "es": "A solas"}, online=False,
        place={"en": "Room 4", "es": "Sala 4"}, track_id=None, patient_id=world.patient.id,
    )  # fmt: skip
    week = get(world, "patient", f"patients/{world.patient.id}/week")
    group = next(row for row in week["sessions"] if row["kind"] == "group")
    alone = next(row for row in week["sessions"] if row["kind"] == "individual")
    assert (group["title"]["es"], group["online"], group["part_of_day"], group["leader"]) == (
        "Grupo de habilidades", True, "evening", "Therapist",
    )  # fmt: skip
    assert (alone["place"], alone["part_of_day"]) == ({"en": "Room 4", "es": "Sala 4"}, None)


@pytest.mark.feature("S8.a")
def test_nothing_that_a_patient_or_relative_reads_holds_a_trace_of_the_others_in_the_group(
    world: World,
) -> None:
    session = soon(world)
    actions.report_late(world.actor("neighbour"), session_id=session.id, says="late", reason="Snow")
    other = booked(world, session, "neighbour")
    traces = [str(world.neighbour.id), str(other.id), "Neighbour", "neighbour", "Snow"]
    for who, paths in {
        "patient": ("today", "week"),
        "relative": ("week",),
    }.items():
        for path in paths:
            text = json.dumps(get(world, who, f"patients/{world.patient.id}/{path}"))
            assert str(session.id) in text
            assert not [trace for trace in traces if trace in text]
            assert "people" not in text and "count" not in text


def test_a_relative_learns_when_and_where_but_not_what_treatment_or_how_it_went(world: World) -> None:
    series(
        world, kind="psychiatry", title={"en": "Medicine talk", "es": "Medicinas"}, track_id=None,
        patient_id=world.patient.id, link="https://video.example.test/x",
    )  # fmt: skip
    actions.report_late(world.actor("patient"), session_id=soon(world).id, says="late", reason="Bus")
    week = get(world, "relative", f"patients/{world.patient.id}/week")
    text = json.dumps(week)
    assert week["hours"] is None
    assert {row["kind"] for row in week["sessions"]} == {"group", "appointment"}
    assert all(row["mine"] is None and row["link"] == "" for row in week["sessions"])
    for word in ("Medicine", "Medicinas", "Skills", "Bus", "psychiatry"):
        assert word not in text


def test_frames_carry_the_same_shape_with_the_rights_of_each_reader(world: World) -> None:
    session = soon(world)
    actions.cancel_session(world.actor("lead"), session_id=session.id, version=1)
    row = booked(world, session)
    told = item("schedule.session_changed", row)
    week = get(world, "patient", f"patients/{world.patient.id}/week")
    same = next(entry for entry in week["sessions"] if entry["session_id"] == str(session.id))
    frame = events.session_changed(world.actor("patient"), told)
    assert json.loads(json.dumps(frame["mine"])) == same["mine"]
    assert (str(frame["id"]), frame["state"]) == (same["id"], "cancelled")
    assert events.session_changed(world.actor("relative"), told)["mine"] is None
    for who in ("neighbour", "off_team", "relative_withdrawn", "stranger"):
        with pytest.raises(NotFound):
            events.session_changed(world.actor(who), told)


@pytest.mark.feature("S5.b")
def test_the_leaders_sheet_shows_what_was_said_before_the_session(world: World) -> None:
    session = soon(world)
    body = {"says": "late", "minutes": 5, "reason": "The bus is slow."}
    client = world.client("patient")
    answered = client.post(
        f"/api/v1/sessions/{session.id}/late",
        body,
        "application/json",
        headers={"idempotency-key": str(uuid4())},
    )
    assert answered.json()["mine"]["says"] == "late"
    sheet = get(world, "therapist", f"sessions/{session.id}/attendance")
    (person,) = sheet["people"]
    assert person["mine"] == {
        "attendance": "planned", "minutes": None, "says": "late", "late_minutes": 5,
        "reason": "The bus is slow.",
    }  # fmt: skip


def test_a_mark_that_does_not_fit_is_refused_with_a_pointer(world: World) -> None:
    session = soon(world)
    client = world.client("therapist")
    for marks, pointer in (
        ([{"patient_id": str(world.patient.id), "state": "gone"}], "/marks/0/state"),
        ([{"patient_id": str(world.patient.id), "state": "here", "extra": 1}], "/marks/0/extra"),
        ([], "/marks"),
    ):
        answered = client.post(
            f"/api/v1/sessions/{session.id}/attendance", {"marks": marks}, "application/json"
        )
        assert answered.status_code == 400
        assert [error["pointer"] for error in answered.json()["errors"]] == [pointer]


def test_the_day_sheet_costs_the_same_for_one_group_and_for_three(world: World) -> None:
    client = world.client("lead")
    on = next_session(world).on.isoformat()

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/api/v1/day-sheet", {"date": on}).status_code == 200
        return len(queries)

    cost()
    few = cost()
    series(world)
    series(world)
    assert cost() == few
