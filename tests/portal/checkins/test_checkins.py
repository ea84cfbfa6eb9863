"""Saving a day, changing it, taking it back, and who sees what of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from portal.audit.models import Entry as AuditEntry
from portal.checkins import actions, logic, selectors
from portal.checkins.models import CheckIn
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, KeyReused, NotFound, Refused
from portal.outbox.models import Item, StoredEvent
from tests.portal.checkins.objects import FULL, saved
from tests.portal.messaging.objects import tables_with
from tests.world import World, build

pytestmark = pytest.mark.django_db
OUTSIDE = (
    "nobody", "neighbour", "stranger", "off_team", "removed", "other_therapist", "relative", "administrator",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    return build()


def days(world: World, who: str = "patient") -> list[selectors.Day]:
    return selectors.card(world.actor(who), patient_id=world.patient.id, days=14).days


@pytest.mark.feature("Q7.a")
def test_a_check_in_holds_mood_sleep_urges_skills_and_words(world: World) -> None:
    saved(world, note="  Walked to the corner ")
    (found,) = days(world)
    assert {name: getattr(found.row, name) for name in FULL} == FULL


@pytest.mark.feature("Q7.a")
@pytest.mark.parametrize("name", FULL)
def test_any_one_answer_is_enough_and_what_was_not_answered_is_never_0(world: World, name: str) -> None:
    nothing: dict[str, Any] = {
        "mood": None, "sleep_hours": None, "sleep_quality": None, "urges": {}, "skills": [], "note": "",
    }  # fmt: skip
    saved(world, **(nothing | {name: FULL[name]}))
    (found,) = days(world)
    assert {each: getattr(found.row, each) for each in FULL} == nothing | {name: FULL[name]}


def test_what_does_not_fit_is_refused_at_its_place(world: World) -> None:
    faults: list[tuple[dict[str, Any], str]] = [
        ({"mood": 11}, "/mood"), ({"sleep_hours": -1}, "/sleep_hours"),
        ({"sleep_quality": 6}, "/sleep_quality"),
        ({"urges": {"no_such": 1}}, "/urges"), ({"urges": {"any": 6}}, "/urges"),
        ({"skills": ["no-such"]}, "/skills"), ({"note": "x" * 1001}, "/note"),
        (dict.fromkeys(("mood", "sleep_hours", "sleep_quality"), None) | {
            "urges": {}, "skills": [], "note": "  ",
        }, ""),
    ]  # fmt: skip
    for wrong, pointer in faults:
        with pytest.raises(Invalid) as refused:
            saved(world, **wrong)
        assert refused.value.pointer == pointer
    assert not CheckIn.objects.exists()


def test_the_database_itself_holds_the_scales(world: World) -> None:
    row = saved(world)
    for name, value in (("mood", 11), ("sleep_hours", 11), ("sleep_quality", 6)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckIn.objects.filter(id=row.id).update(**{name: value})


def test_a_target_that_the_card_no_longer_asks_is_taken_from_a_phone_that_did_not_know(world: World) -> None:
    of = {"patient_id": world.patient.id}
    actions.set_targets(world.actor("therapist"), keys=["isolate"], version=0, **of)
    assert saved(world, urges={"use": 4}).urges == {"use": 4}


def test_one_saving_for_a_repeated_request_and_none_for_another_body_under_its_key(world: World) -> None:
    key = uuid4()
    first, again = (saved(world, key=key) for _ in range(2))
    assert first.id == again.id
    with pytest.raises(KeyReused):
        saved(world, key=key, mood=1)
    assert CheckIn.objects.count() == 1


def test_a_day_has_one_check_in_and_what_was_said_before_is_kept(world: World) -> None:
    saved(world, mood=3)
    saved(world, mood=5, note="Better after group")
    (found,) = days(world, "therapist")
    assert (found.row.mood, found.row.note) == (5, "Better after group")
    assert [(each.mood, each.note) for each in found.earlier] == [(3, FULL["note"])]


def test_what_was_written_last_stands_whichever_phone_came_first(world: World) -> None:
    now = clock.now()
    then = now - timedelta(minutes=5)
    day = logic.today_in(selectors.zone_of(world.patient), then)  # midnight may lie between the two
    saved(world, day=day, mood=7, written_at=now)
    late = saved(world, day=day, mood=2, written_at=then)
    (found,) = days(world)
    assert (found.row.mood, [each.mood for each in found.earlier]) == (7, [2])
    assert selectors.before(late) == []


def test_undo_takes_the_last_saving_away_and_what_stood_before_stands_again(world: World) -> None:
    saved(world, mood=3)
    row = saved(world, mood=5)
    for _ in range(2):
        actions.take_back_checkin(world.actor("patient"), checkin_id=row.id)
    (found,) = days(world)
    assert (found.row.mood, found.earlier) == (3, [])
    gone = CheckIn.objects.get(id=row.id)
    assert gone.note == ""
    assert StoredEvent.objects.filter(kind="checkins.taken_back").count() == 1


def test_after_a_quarter_of_an_hour_it_stays(world: World) -> None:
    row = saved(world)
    CheckIn.objects.update(logged_at=clock.now() - timedelta(minutes=15, seconds=1))
    with pytest.raises(Refused):
        actions.take_back_checkin(world.actor("patient"), checkin_id=row.id)
    assert len(days(world)) == 1


def test_nobody_but_the_patient_saves_or_takes_back(world: World) -> None:
    row = saved(world)
    for who in ("therapist", "lead", *OUTSIDE):
        _tries_to_write(world.actor(who), row)


def _tries_to_write(actor: Actor, row: CheckIn) -> None:
    with pytest.raises(NotFound):
        actions.save_checkin(actor, patient_id=row.patient_id, day=row.day, mood=4, key=uuid4())
    with pytest.raises(NotFound):
        actions.take_back_checkin(actor, checkin_id=row.id)


def test_outside_the_team_nobody_reads_of_it_relatives_included(world: World) -> None:
    row = saved(world)
    for who in OUTSIDE:
        _tries_to_read(world.actor(who), row)


def _tries_to_read(actor: Actor, row: CheckIn) -> None:
    with pytest.raises(NotFound):
        selectors.card(actor, patient_id=row.patient_id, days=14)
    with pytest.raises(NotFound):
        selectors.targets(actor, patient_id=row.patient_id)
    for read in (selectors.day, selectors.checkin):
        with pytest.raises(NotFound):
            read(actor, checkin_id=row.id)
    with pytest.raises(NotFound):
        selectors.notes(actor, checkin_ids=[row.id])


def test_each_reading_and_writing_is_on_record_and_told_to_patient_and_team(world: World) -> None:
    row = saved(world)
    for who in ("patient", "therapist", "lead"):
        days(world, who)
    actions.take_back_checkin(world.actor("patient"), checkin_id=row.id)
    verbs = list(AuditEntry.objects.filter(verb__startswith="checkins.").values_list("verb", flat=True))
    assert verbs.count("checkins.read") == 3
    assert {"checkins.save", "checkins.take_back"} <= set(verbs)
    for kind in ("checkins.saved", "checkins.taken_back"):
        told = set(Item.objects.filter(event__kind=kind).values_list("recipient", flat=True))
        assert told == {world.people[who].id for who in ("patient", "therapist", "lead")}


def test_the_note_lies_sealed_and_in_no_event(world: World) -> None:
    saved(world, note="zq9canary on the stairs")
    assert tables_with("zq9canary") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM checkins_checkin")
        assert b"zq9canary" not in bytes(cursor.fetchone()[0])


@pytest.mark.feature("Q7.e")
def test_days_without_a_check_in_change_nothing_that_is_said(world: World) -> None:
    today = saved(world, note="").day
    CheckIn.objects.update(day=today - timedelta(days=5))
    found = selectors.card(world.actor("patient"), patient_id=world.patient.id, days=14)
    assert [each.row.day for each in found.days] == [today - timedelta(days=5)]
    assert set(vars(found)) == {"today", "asked", "days"}
