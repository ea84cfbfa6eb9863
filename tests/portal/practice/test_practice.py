"""Noting a practice, taking it back, cards at hand, and who sees what of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from portal.audit.models import Entry as AuditEntry
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, KeyReused, NotFound, Refused
from portal.outbox.models import Item, StoredEvent
from portal.practice import actions, library, selectors
from portal.practice.models import Cards, Entry
from tests.portal.messaging.objects import tables_with
from tests.portal.practice.objects import SKILL, noted
from tests.world import World, build

pytestmark = pytest.mark.django_db
OUTSIDE = (
    "nobody", "neighbour", "stranger", "off_team", "removed", "other_therapist", "relative", "administrator",
)  # fmt: skip


@pytest.fixture
def world() -> World:
    return build()


@pytest.mark.feature("K4.a")
def test_an_entry_holds_skill_situation_distress_and_the_time_of_practice(world: World) -> None:
    then = clock.now() - timedelta(hours=5)
    noted(world, situation="  The bus was full ", before=8, after=5, practiced_at=then)
    (row,) = selectors.entries(world.actor("patient"), patient_id=world.patient.id)
    assert (row.skill, row.situation, row.before, row.after) == (SKILL, "The bus was full", 8, 5)
    assert row.practiced_at == then


def test_the_situation_may_be_left_out(world: World) -> None:
    assert noted(world, situation="").situation == ""


def test_a_phone_with_a_wrong_clock_loses_no_entry(world: World) -> None:
    for days in (-31, 2):
        row = noted(world, practiced_at=clock.now() + timedelta(days=days))
        assert row.practiced_at == row.logged_at


def test_one_entry_for_a_repeated_request_and_none_for_another_body_under_its_key(world: World) -> None:
    key, actor = uuid4(), world.actor("patient")
    said: dict[str, Any] = {
        "patient_id": world.patient.id,
        "skill": SKILL,
        "before": 7,
        "after": 4,
        "key": key,
    }
    first, made = actions.log_practice(actor, **said)
    again, made_again = actions.log_practice(actor, **said)
    assert (first.id, made, made_again) == (again.id, True, False)
    with pytest.raises(KeyReused):
        actions.log_practice(actor, **(said | {"after": 3}))
    assert Entry.objects.count() == 1


def test_what_does_not_fit_is_refused_at_its_place(world: World) -> None:
    faults: list[dict[str, Any]] = [
        {"skill": "no-such-skill"}, {"before": 11}, {"after": -1}, {"situation": "x" * 1001},
    ]  # fmt: skip
    for wrong in faults:
        with pytest.raises(Invalid) as refused:
            noted(world, **wrong)
        assert refused.value.pointer == f"/{next(iter(wrong))}"
    assert not Entry.objects.exists()


def test_the_database_itself_holds_distress_to_ten(world: World) -> None:
    row = noted(world)
    row.after = 11
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nobody_but_the_patient_notes_takes_back_or_chooses(world: World) -> None:
    row = noted(world)
    for who in ("therapist", "lead", *OUTSIDE):
        _tries_to_write(world, world.actor(who), row)


def _tries_to_write(world: World, actor: Actor, row: Entry) -> None:
    with pytest.raises(NotFound):
        actions.log_practice(actor, patient_id=world.patient.id, skill=SKILL, before=7, after=4, key=uuid4())
    with pytest.raises(NotFound):
        actions.take_back_entry(actor, entry_id=row.id)
    with pytest.raises(NotFound):
        actions.choose_cards(actor, patient_id=world.patient.id, skills=[SKILL])


def test_outside_the_team_nobody_reads_of_it_relatives_included(world: World) -> None:
    row = noted(world)
    for who in OUTSIDE:
        _tries_to_read(world, world.actor(who), row)


def _tries_to_read(world: World, actor: Actor, row: Entry) -> None:
    for read in (selectors.practice, selectors.entries, selectors.cards):
        with pytest.raises(NotFound):
            read(actor, patient_id=world.patient.id)
    with pytest.raises(NotFound):
        selectors.entry(actor, entry_id=row.id)


def test_the_patient_and_the_team_read_it_and_each_reading_is_on_record(world: World) -> None:
    row = noted(world)
    for who in ("patient", "therapist", "lead"):
        actor = world.actor(who)
        assert [each.id for each in selectors.entries(actor, patient_id=world.patient.id)] == [row.id]
        selectors.practice(actor, patient_id=world.patient.id)
        verbs = AuditEntry.objects.filter(patient_id=world.patient.id, actor_id=world.people[who].id)
        assert {"practice.read", "practice.read_entries"} <= set(verbs.values_list("verb", flat=True))


@pytest.mark.feature("K4.b")
def test_the_ranking_is_of_the_patients_own_entries_alone(world: World) -> None:
    for _ in range(3):
        noted(world, who="neighbour", skill="five-senses", before=9, after=1)
        noted(world, skill="small-step", before=6, after=4)
    found = selectors.practice(world.actor("patient"), patient_id=world.patient.id)
    assert [(row.skill, row.drop, row.times) for row in found.helped] == [("small-step", 2.0, 3)]


def test_taken_back_it_counts_and_shows_nowhere_and_its_words_are_gone(world: World) -> None:
    rows = [noted(world, situation="Said too much") for _ in range(3)]
    actor = world.actor("patient")
    assert selectors.practice(actor, patient_id=world.patient.id).helped
    actions.take_back_entry(actor, entry_id=rows[0].id)
    actions.take_back_entry(actor, entry_id=rows[0].id)
    assert not selectors.practice(actor, patient_id=world.patient.id).helped
    left = selectors.entries(world.actor("therapist"), patient_id=world.patient.id)
    assert rows[0].id not in {row.id for row in left}
    assert Entry.objects.get(id=rows[0].id).situation == ""
    assert StoredEvent.objects.filter(kind="practice.entry_taken_back").count() == 1


def test_after_a_quarter_of_an_hour_it_stays(world: World) -> None:
    row = noted(world)
    clock.set_fixed(row.logged_at + timedelta(minutes=15, seconds=1))
    try:
        with pytest.raises(Refused):
            actions.take_back_entry(world.actor("patient"), entry_id=row.id)
    finally:
        clock.set_fixed(None)
    assert Entry.objects.get().taken_back_at is None


def test_up_to_five_cards_in_the_patients_own_order(world: World) -> None:
    actor, keys = world.actor("patient"), list(library.skills())
    wanted = [keys[4], keys[0], keys[4]]
    assert actions.choose_cards(actor, patient_id=world.patient.id, skills=wanted) == [keys[4], keys[0]]
    assert selectors.practice(actor, patient_id=world.patient.id).cards == [keys[4], keys[0]]
    actions.choose_cards(actor, patient_id=world.patient.id, skills=[keys[4], keys[0]])
    assert StoredEvent.objects.filter(kind="practice.cards_chosen").count() == 1
    for wrong in (keys[:6], ["no-such-skill"]):
        with pytest.raises(Invalid):
            actions.choose_cards(actor, patient_id=world.patient.id, skills=wrong)
    assert actions.choose_cards(actor, patient_id=world.patient.id, skills=[]) == []
    assert Cards.objects.count() == 1


def test_what_is_told_carries_ids_and_goes_to_the_patient_and_the_team(world: World) -> None:
    noted(world, situation="canary-44 on the stairs")
    assert tables_with("canary-44") == []
    event = StoredEvent.objects.get(kind="practice.entry_logged")
    assert event.data == {}
    told = set(Item.objects.filter(event=event).values_list("recipient", flat=True))
    assert told == {world.people[who].id for who in ("patient", "therapist", "lead")}


def test_the_words_are_sealed_in_the_database(world: World) -> None:
    noted(world, situation="A quiet place")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM practice_entry t")
        assert "quiet" not in str(cursor.fetchall())


@pytest.mark.feature("K6.b")
def test_a_patient_with_weeks_between_the_entries_reads_the_same_as_one_without(world: World) -> None:
    now = clock.now()
    for who, hours in (("patient", 9 * 24), ("neighbour", 1)):
        for n in range(3):
            noted(world, who=who, practiced_at=now - timedelta(hours=hours * n))
    mine = selectors.practice(world.actor("patient"), patient_id=world.patient.id)
    theirs = selectors.practice(world.actor("neighbour"), patient_id=world.neighbour.id)
    assert (mine.helped, mine.cards) == (theirs.helped, theirs.cards)
