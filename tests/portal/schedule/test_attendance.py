"""What patients say, what leaders mark, and what nobody learns."""

from datetime import timedelta
from uuid import UUID

import pytest

from portal.kernel import clock
from portal.kernel.errors import Invalid, NotFound, Refused
from portal.outbox.models import Item, StoredEvent
from portal.schedule import actions, flags, selectors
from portal.schedule.models import Booking, Session
from tests.portal.schedule.objects import add, booked, next_session
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    found = build()
    add(found)
    return found


@pytest.fixture
def begun(world: World) -> Session:
    """A session that is about to begin: its start is in ten minutes."""
    session = next_session(world)
    Session.objects.filter(id=session.id).update(
        starts_at=clock.now() + timedelta(minutes=10), ends_at=clock.now() + timedelta(minutes=100)
    )
    session.refresh_from_db()
    return session


@pytest.mark.feature("S5.a", "S5.b", "S1.d")
def test_a_patient_says_late_with_a_reason_and_the_leader_sees_it(world: World, begun: Session) -> None:
    actions.report_late(
        world.actor("patient"), session_id=begun.id, says="late", minutes=5, reason="The bus is slow."
    )
    sheet = selectors.session_for_marking(world.actor("therapist"), session_id=begun.id)
    (row,) = sheet.bookings
    assert (row.says, row.late_minutes, row.reason) == ("late", 5, "The bus is slow.")
    event = StoredEvent.objects.get(kind="schedule.late_reported")
    told = set(Item.objects.filter(event=event).values_list("recipient", flat=True))
    assert told == {world.people[who].id for who in ("patient", "therapist", "lead")}


def test_saying_it_again_replaces_it_and_an_empty_word_takes_it_back(world: World, begun: Session) -> None:
    actor = world.actor("patient")
    actions.report_late(actor, session_id=begun.id, says="late", minutes=5, reason="Bus")
    row = actions.report_late(actor, session_id=begun.id, says="cant_come", minutes=5, reason="Ill")
    assert (row.says, row.late_minutes) == ("cant_come", None)
    row = actions.report_late(actor, session_id=begun.id, says="", reason="Ill")
    row.refresh_from_db()
    assert (row.says, row.reason, row.said_at) == ("", None, None)


def test_nobody_but_the_patient_reports_and_only_for_sessions_of_their_own(
    world: World, begun: Session
) -> None:
    for who in ("therapist", "lead", "relative", "stranger", "nobody"):
        with pytest.raises(NotFound):
            actions.report_late(world.actor(who), session_id=begun.id, says="late")
    with pytest.raises(Invalid):
        actions.report_late(world.actor("patient"), session_id=begun.id, says="never")
    actions.cancel_session(world.actor("lead"), session_id=begun.id, version=1)
    with pytest.raises(Refused):
        actions.report_late(world.actor("patient"), session_id=begun.id, says="late")


@pytest.mark.feature("S4.b")
def test_marks_can_be_corrected_and_taken_back(world: World, begun: Session) -> None:
    actor = world.actor("lead")
    both = [actions.Mark(world.patient.id, "here"), actions.Mark(world.neighbour.id, "absent")]
    rows = actions.mark_attendance(actor, session_id=begun.id, marks=both)
    assert [(row.state, row.minutes) for row in rows] == [("here", 90), ("absent", 0)]
    (row,) = actions.mark_attendance(
        actor, session_id=begun.id, marks=[actions.Mark(world.patient.id, "left_early", 30)]
    )
    assert (row.state, row.minutes, row.marked_by) == ("left_early", 30, actor.account_id)
    (row,) = actions.mark_attendance(
        actor, session_id=begun.id, marks=[actions.Mark(world.patient.id, "planned")]
    )
    row.refresh_from_db()
    assert (row.state, row.minutes, row.marked_by) == ("planned", None, None)


def test_one_person_who_is_not_yours_and_nobody_is_marked(world: World, begun: Session) -> None:
    both = [actions.Mark(world.patient.id, "here"), actions.Mark(world.neighbour.id, "here")]
    with pytest.raises(NotFound):
        actions.mark_attendance(world.actor("therapist"), session_id=begun.id, marks=both)
    assert set(Booking.objects.filter(session=begun).values_list("state", flat=True)) == {"planned"}


def test_marking_opens_half_an_hour_before(world: World) -> None:
    session = next_session(world)
    Session.objects.filter(id=session.id).update(starts_at=clock.now() + timedelta(minutes=31))
    marks = [actions.Mark(world.patient.id, "here")]
    with pytest.raises(Refused):
        actions.mark_attendance(world.actor("therapist"), session_id=session.id, marks=marks)
    Session.objects.filter(id=session.id).update(starts_at=clock.now() + timedelta(minutes=29))
    assert actions.mark_attendance(world.actor("therapist"), session_id=session.id, marks=marks)
    with pytest.raises(Invalid):
        actions.mark_attendance(world.actor("therapist"), session_id=session.id, marks=marks * 2)


@pytest.mark.feature("S8.a")
def test_what_happens_to_one_patient_is_told_to_nobody_elses_circle(world: World, begun: Session) -> None:
    actions.report_late(world.actor("patient"), session_id=begun.id, says="late")
    actions.mark_attendance(
        world.actor("lead"), session_id=begun.id, marks=[actions.Mark(world.patient.id, "here")]
    )
    actions.cancel_session(world.actor("lead"), session_id=begun.id, version=1)
    theirs = {world.people[who].id for who in ("neighbour", "off_team", "relative_of_neighbour")}
    about = StoredEvent.objects.filter(kind__startswith="schedule.", patient_id=world.patient.id)
    assert about.count() >= 3
    assert not Item.objects.filter(event__in=about, recipient__in=theirs).exists()
    own = Item.objects.filter(event__patient_id=world.neighbour.id, event__kind="schedule.session_changed")
    assert set(own.values_list("recipient", flat=True)) == theirs | {world.people["lead"].id}


def test_a_day_sheet_holds_the_readers_patients_alone(world: World) -> None:
    on = next_session(world).on

    def seen_by(who: str) -> set[UUID]:
        sheets = selectors.day_sheet(world.actor(who), on=on)
        return {row.patient_id for sheet in sheets for row in sheet.bookings}

    seen = {
        who: seen_by(who)
        for who in ("therapist", "off_team", "lead", "removed", "patient", "administrator", "other_therapist")
    }
    assert seen == {
        "therapist": {world.patient.id}, "off_team": {world.neighbour.id},
        "lead": {world.patient.id, world.neighbour.id}, "removed": set(), "patient": set(),
        "administrator": set(), "other_therapist": set(),
    }  # fmt: skip


def test_one_flag_a_person_the_most_pressing_one(world: World, begun: Session) -> None:
    lead = world.actor("lead")
    yesterday = booked(world, begun)
    Booking.objects.filter(patient=world.patient).exclude(id=yesterday.id).update(
        state="absent", minutes=0, starts_at=clock.now() - timedelta(days=1)
    )
    sheet = selectors.session_for_marking(lead, session_id=begun.id)
    assert {key: flag.kind for key, flag in flags.of_bookings(lead, sheet.bookings).items()} == {
        world.patient.id: "clay"
    }
    safety = flags.Flag(kind="safety", order=0, title={"en": "Check in first", "es": "Hablar primero"})
    flags.provider("test")(lambda _actor, patient_ids: dict.fromkeys(patient_ids, safety))
    try:
        found = flags.of_bookings(lead, sheet.bookings)
    finally:
        flags.forget("test")
    assert {flag.kind for flag in found.values()} == {"safety"}
