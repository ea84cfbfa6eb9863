"""The week of a patient: series, holidays, bookings by enrolment, hours, Today."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kernel import clock, due
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused, Stale
from portal.programs import actions as programs
from portal.programs.models import Holiday
from portal.schedule import actions, selectors
from portal.schedule.models import Booking, Session
from tests.portal.schedule.objects import add, at, booked, day, enrol, next_session, series
from tests.world import World, build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """Friday 12 March 2027, 20:00 in UTC, 15:00 in New York: the clocks go forward on Sunday."""
    clock.set_fixed(at("2027-03-12 20:00"))
    yield
    clock.set_fixed(None)


@pytest.fixture
def world() -> World:
    return build()


@pytest.mark.feature("S3.a")
def test_sessions_stay_on_the_wall_over_the_spring_weekend_and_skip_holidays(world: World) -> None:
    Holiday.objects.create(program=world.program, date=day("2027-03-17"), name="Closed")
    enrol(world)
    made = series(world, weekdays=[0, 2, 4], weeks_ahead=1)
    starts = {row.on: row.starts_at for row in Session.objects.filter(series=made)}
    assert starts == {
        day("2027-03-12"): at("2027-03-12 22:00"),
        day("2027-03-15"): at("2027-03-15 21:00"),
        day("2027-03-19"): at("2027-03-19 21:00"),
    }


@pytest.mark.feature("S3.b")
def test_the_autumn_weekend_and_other_zones_keep_their_wall_time_too(world: World) -> None:
    clock.set_fixed(at("2027-11-05 20:00"))
    enrol(world)
    for zone, hours in {
        "America/New_York": [21, 22],
        "America/Phoenix": [0, 0],
        "Australia/Lord_Howe": [6, 6],
    }.items():
        made = series(
            world, weekdays=[4, 0], timezone=zone, weeks_ahead=1, until=day("2027-11-08"),
            starts_on=day("2027-11-05"),
        )  # fmt: skip
        found = Session.objects.filter(series=made).order_by("on")
        assert [row.starts_at.hour for row in found] == hours, zone


def test_extending_again_makes_nothing_twice_and_takes_new_holidays_off(world: World) -> None:
    enrol(world)
    made = series(world, weekdays=[0, 2], weeks_ahead=1)
    assert actions.extend_all(SYSTEM, weeks_ahead=2) == 2
    assert actions.extend_all(SYSTEM, weeks_ahead=2) == 0
    Holiday.objects.create(program=world.program, date=day("2027-03-22"), name="Closed")
    assert actions.extend_all(SYSTEM, weeks_ahead=2) == 0
    assert [row.on for row in Session.objects.filter(series=made, state="cancelled")] == [day("2027-03-22")]
    with pytest.raises(NotFound):
        actions.extend_all(world.actor("lead"))


def test_a_zone_whose_rules_change_moves_the_instant_and_not_the_wall(world: World) -> None:
    enrol(world)
    series(world, weekdays=[2], weeks_ahead=1)
    wednesday = Session.objects.get(on=day("2027-03-17"))
    Session.objects.filter(id=wednesday.id).update(starts_at=at("2027-03-17 22:00"))
    actions.extend_all(SYSTEM, weeks_ahead=1)
    wednesday.refresh_from_db()
    assert wednesday.starts_at == at("2027-03-17 21:00")
    assert booked(world, wednesday).starts_at == wednesday.starts_at


def test_a_change_of_enrolment_rebooks_the_days_that_come_and_no_day_before(world: World) -> None:
    enrol(world)
    series(world, starts_on=day("2027-03-08"), weeks_ahead=1)
    before = set(Booking.objects.filter(session__on__lte=day("2027-03-12")).values_list("id", flat=True))
    programs.change_enrolment(
        SYSTEM, patient_id=world.patient.id, level="iop2", starts_on=day("2027-03-13"),
        track_id=world.track.id, weekdays=[1, 3],
    )  # fmt: skip
    actions.book_by_enrolment(SYSTEM, patient_id=world.patient.id)
    coming = Booking.objects.filter(session__on__gt=day("2027-03-12"))
    assert {row.session.on.weekday() for row in coming.select_related("session")} == {1, 3}
    assert before <= set(Booking.objects.values_list("id", flat=True))
    assert actions.book_by_enrolment(SYSTEM, patient_id=world.patient.id) == 0


def test_a_series_for_some_levels_books_nobody_else(world: World) -> None:
    enrol(world, "patient", level="php")
    enrol(world, "neighbour", level="iop3")
    made = series(world, levels=["php"])
    booked_ones = Booking.objects.filter(session__series=made).values_list("patient_id", flat=True)
    assert set(booked_ones) == {world.patient.id}


def test_only_lead_and_administrator_make_series_and_only_within_their_program(world: World) -> None:
    given: dict[str, Any] = {
        "program_id": world.program.id, "kind": "group", "title": {"en": "Skills"},
        "leader_id": world.staff["therapist"].id, "weekdays": [0], "wall_time": time(17), "minutes": 60,
        "starts_on": day("2027-03-15"), "track_id": world.track.id,
    }  # fmt: skip
    assert actions.create_series(world.actor("lead"), **given)
    assert actions.create_series(world.actor("administrator"), **given)
    for who in ("therapist", "patient", "relative", "other_administrator", "nobody"):
        with pytest.raises(NotFound):
            actions.create_series(world.actor(who), **given)
    for wrong in (
        {"kind": "party"}, {"weekdays": [7]}, {"minutes": 5}, {"timezone": "Mars/Base"},
        {"title": {"en": " "}},
        {"link": "http://example.test"}, {"leader_id": world.staff["other_therapist"].id},
        {"track_id": None},
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.create_series(world.actor("lead"), **(given | wrong))


@pytest.mark.feature("S2.a", "S4.c")
def test_hours_follow_the_minutes_that_were_marked(world: World) -> None:
    enrol(world, prescribed_minutes=720, minimum_minutes=540)
    series(world, starts_on=day("2027-03-08"), weeks_ahead=1)
    actor = world.actor("patient")
    week = selectors.week(actor, patient_id=world.patient.id)
    assert week.hours is not None
    assert (week.hours.prescribed, week.hours.planned, week.hours.attended) == (720, 630, 0)
    marks = zip(
        week.bookings[:4], [("here", None), ("late", 60), ("absent", None), ("here", None)], strict=True
    )
    for row, (state, minutes) in marks:
        actions.mark_attendance(
            world.actor("therapist"), session_id=row.session_id,
            marks=[actions.Mark(world.patient.id, state, minutes)],
        )  # fmt: skip
    for who in ("patient", "therapist"):
        found = selectors.week(world.actor(who), patient_id=world.patient.id).hours
        assert found is not None
        assert (found.attended, found.minimum) == (90 + 60 + 0 + 90, 540)


def test_the_week_turns_at_midnight_on_the_programs_wall(world: World) -> None:
    enrol(world)
    series(world, wall_time=time(23, 30), minutes=20, starts_on=day("2027-03-08"), weeks_ahead=2)
    week = selectors.week(world.actor("patient"), patient_id=world.patient.id, start=day("2027-03-14"))
    assert (week.first, week.last) == (day("2027-03-08"), day("2027-03-14"))
    assert [row.session.on for row in week.bookings][-1] == day("2027-03-14")
    assert week.bookings[-1].starts_at == at("2027-03-15 03:30")
    assert len(week.bookings) == 7


@pytest.mark.feature("S1.b")
def test_today_knows_what_runs_what_follows_and_what_is_due(world: World) -> None:
    enrol(world)
    series(world, title={"en": "First"})
    series(world, title={"en": "Second"}, wall_time=time(18, 45))
    clock.set_fixed(at("2027-03-12 22:10"))
    item = due.Due(
        kind="test.thing", object_id=world.patient.id, title={"en": "A", "es": "B"},
        second={"en": "", "es": ""}, path="/thing",
    )  # fmt: skip
    due.provider("test")(lambda _actor, _patient_id: [item])
    try:
        found = selectors.today(world.actor("patient"), patient_id=world.patient.id)
    finally:
        due.forget("test")
    assert found.now is not None
    assert found.now.session.series.title["en"] == "First"
    assert found.coming[0].session.series.title["en"] == "Second"
    assert found.due == [item]
    assert found.on == day("2027-03-12")


def test_a_cancelled_session_is_neither_next_nor_counted(world: World) -> None:
    add(world)
    first = next_session(world)
    actions.cancel_session(world.actor("lead"), session_id=first.id, version=1)
    found = selectors.today(world.actor("patient"), patient_id=world.patient.id)
    assert found.coming[0].session_id != first.id
    assert found.hours.planned == 2 * 90
    with pytest.raises(Refused):
        actions.cancel_session(world.actor("lead"), session_id=first.id, version=2)


def test_moving_keeps_the_pattern_day_and_refuses_an_older_copy(world: World) -> None:
    add(world)
    first = next_session(world)
    moved = actions.move_session(
        world.actor("lead"), session_id=first.id, version=1, on=day("2027-03-16"), wall_time=time(9)
    )
    assert (moved.starts_at, moved.pattern_on, moved.state) == (
        at("2027-03-16 13:00"), day("2027-03-12"), "moved",
    )  # fmt: skip
    assert booked(world, moved).starts_at == moved.starts_at
    with pytest.raises(Stale):
        actions.cancel_session(world.actor("lead"), session_id=first.id, version=1)
    assert actions.extend_all(SYSTEM, weeks_ahead=1) == 0


def test_reading_a_week_costs_the_same_for_two_sessions_and_for_twenty(world: World) -> None:
    enrol(world)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as week:
            selectors.week(world.actor("patient"), patient_id=world.patient.id)
        with CaptureQueriesContext(connection) as today:
            selectors.today(world.actor("patient"), patient_id=world.patient.id)
        return len(week), len(today)

    series(world, weekdays=[4, 5])
    few = cost()
    for hour in (9, 11, 13):
        series(world, wall_time=time(hour), starts_on=day("2027-03-08"))
    assert cost() == few
    assert max(few) <= 12  # small things due included: each domain that offers some adds its own reads


def test_a_week_that_is_over_is_read_with_the_level_of_then(world: World) -> None:
    enrol(world, level="php")
    programs.change_enrolment(
        SYSTEM, patient_id=world.patient.id, level="iop3", starts_on=day("2027-03-12"),
        track_id=world.track.id, weekdays=[0],
    )  # fmt: skip
    actor = world.actor("therapist")
    before = selectors.week(actor, patient_id=world.patient.id, start=day("2027-03-01"))
    present = selectors.week(actor, patient_id=world.patient.id)
    assert before.hours is not None and present.hours is not None
    assert (before.hours.prescribed, present.hours.prescribed) == (1200, 540)
    assert timedelta(minutes=before.hours.minimum) == timedelta(hours=9)
