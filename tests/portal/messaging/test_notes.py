"""What the team says to itself about a thread."""

from typing import Any
from uuid import uuid4

import pytest

from portal.audit.models import Entry
from portal.kernel.errors import Invalid, KeyReused, NotFound
from portal.messaging import actions, selectors
from portal.messaging.models import Draft, Mention, Note, Thread
from portal.outbox import models as outbox
from tests.portal.messaging.objects import NOTE_CANARY, jot, reply, say, tables_with
from tests.world import CAST, World

TEAM = ("therapist", "lead")


def _told(kind: str) -> set[object]:
    return set(outbox.Item.objects.filter(event__kind=kind).values_list("recipient", flat=True))


@pytest.mark.feature("W6.a", "W6.b")
def test_only_who_may_read_notes_is_told_of_one_and_gets_it(world: World) -> None:
    thread_id = say(world).thread_id
    written = jot(world, thread_id)
    assert _told("messaging.note_written") == {world.people[who].id for who in TEAM}
    for who in CAST[1:]:
        if who in TEAM:
            assert [row.note.id for row in selectors.notes(world.actor(who), thread_id=thread_id)] == [
                written.id
            ]
            continue
        for read in (
            lambda actor: selectors.notes(actor, thread_id=thread_id),
            lambda actor: selectors.note_delivery(actor, note_id=written.id),
            lambda actor: selectors.colleagues(actor, thread_id=thread_id),
        ):
            with pytest.raises(NotFound):
                read(world.actor(who))
        with pytest.raises(NotFound):
            jot(world, thread_id, who=who)
    assert Note.objects.count() == 1


@pytest.mark.feature("W6.b")
def test_a_note_stands_sealed_and_changes_nothing_that_the_patient_sees(world: World) -> None:
    thread_id = say(world).thread_id
    patient = world.actor("patient")
    before = selectors.messages(patient, thread_id=thread_id)
    jot(world, thread_id, names="lead")
    actions.save_draft(world.actor("lead"), place=f"note.{thread_id}", body=NOTE_CANARY)
    after = selectors.messages(patient, thread_id=thread_id)
    assert (after.view.thread.version, after.view.thread.last_seq, after.view.unread) == (
        before.view.thread.version, before.view.thread.last_seq, before.view.unread,
    )  # fmt: skip
    assert [row.id for row in after.messages] == [row.id for row in before.messages]
    assert selectors.unread(patient).messages == 0
    assert tables_with(NOTE_CANARY) == []


@pytest.mark.feature("W6.c")
def test_who_is_named_finds_the_thread_among_the_mentions_until_it_was_seen(world: World) -> None:
    thread_id = say(world).thread_id
    lead = world.actor("lead")
    jot(world, thread_id, "@Lead can you look?", names="lead")

    def marks() -> tuple[int, int, int]:
        desk = selectors.view_of(lead, thread_id=thread_id).desk
        assert desk is not None
        return desk.marks.mentions, desk.marks.unseen, selectors.counts(lead).queues["mentions"]

    assert marks() == (1, 1, 1)
    assert [row.id for row in selectors.inbox(lead, queue="mentions").rows] == [thread_id]
    assert not selectors.inbox(world.actor("therapist"), queue="mentions").rows
    actions.close_thread(world.actor("therapist"), thread_id=thread_id)
    assert selectors.inbox(lead, queue="mentions").rows  # closed, and still not seen
    actions.see_mentions(lead, thread_id=thread_id)
    actions.see_mentions(lead, thread_id=thread_id)
    assert marks() == (1, 0, 0)
    assert not selectors.inbox(lead, queue="mentions").rows
    assert _told("messaging.mentions_seen") == {world.people["lead"].id}
    assert outbox.StoredEvent.objects.filter(kind="messaging.mentions_seen").count() == 1


@pytest.mark.feature("W6.c")
@pytest.mark.parametrize(
    "who", ["patient", "relative", "off_team", "removed", "administrator", "other_therapist"]
)
def test_nobody_is_named_who_could_not_answer_here(world: World, who: str) -> None:
    thread_id = say(world).thread_id
    with pytest.raises(Invalid):
        jot(world, thread_id, names=who)
    assert not Note.objects.exists() and not Mention.objects.exists()


def test_the_colleagues_are_those_who_may_answer_each_once(world: World) -> None:
    thread_id = say(world).thread_id
    people = selectors.colleagues(world.actor("lead"), thread_id=thread_id)
    assert [post.name for post in people] == ["Lead", "Therapist"]


def test_the_same_key_writes_one_note_and_other_words_are_refused(world: World) -> None:
    thread_id, key, actor = say(world).thread_id, uuid4(), world.actor("therapist")
    first = actions.write_note(actor, key=key, thread_id=thread_id, body="Once")
    again = actions.write_note(actor, key=key, thread_id=thread_id, body="Once")
    assert (first.note_id, again.again) == (again.note_id, True)
    with pytest.raises(KeyReused):
        actions.write_note(actor, key=key, thread_id=thread_id, body="Twice")
    with pytest.raises(Invalid):
        jot(world, thread_id, "  ")
    assert Note.objects.count() == 1


def test_a_note_keeps_its_place_among_the_messages_and_ends_its_draft(world: World) -> None:
    thread_id = say(world).thread_id
    therapist = world.actor("therapist")
    actions.save_draft(therapist, place=f"note.{thread_id}", body="Half a")
    actions.save_draft(therapist, place=f"thread.{thread_id}", body="An answer")
    jot(world, thread_id, "First")
    reply(world, thread_id)
    jot(world, thread_id, "Second")
    rows = selectors.notes(therapist, thread_id=thread_id)
    assert [(row.note.body, row.note.after_seq) for row in rows] == [("First", 1), ("Second", 2)]
    assert not Draft.objects.filter(place__startswith="note.").exists()


def test_a_draft_of_a_note_is_for_who_may_write_one(world: World) -> None:
    thread_id = say(world).thread_id
    for who in ("patient", "off_team", "relative", "administrator"):
        with pytest.raises(NotFound):
            actions.save_draft(world.actor(who), place=f"note.{thread_id}", body="Half")
        with pytest.raises(NotFound):
            selectors.draft(world.actor(who), place=f"note.{thread_id}")


@pytest.mark.feature("W2.e")
def test_a_thread_is_handed_over_with_a_note_that_names_the_new_owner(world: World) -> None:
    thread_id = say(world).thread_id
    actions.claim(world.actor("therapist"), key=uuid4(), thread_id=thread_id)
    given: dict[str, Any] = {
        "thread_id": thread_id,
        "staff_id": world.staff["lead"].id,
        "body": "I am off at noon.",
    }
    key = uuid4()
    for _ in range(2):
        actions.assign(world.actor("therapist"), key=key, **given)
    assert Thread.objects.get(id=thread_id).assigned_to_id == world.staff["lead"].id
    assert Note.objects.get().body == "I am off at noon."
    assert Mention.objects.get().account_id == world.people["lead"].id
    actions.assign(world.actor("lead"), key=uuid4(), thread_id=thread_id, staff_id=None)
    assert Thread.objects.get(id=thread_id).assigned_to_id is None
    assert Note.objects.count() == 1


def test_writing_reading_and_seeing_notes_are_each_in_the_audit(world: World) -> None:
    thread_id = say(world).thread_id
    jot(world, thread_id, names="lead")
    selectors.notes(world.actor("lead"), thread_id=thread_id)
    actions.see_mentions(world.actor("lead"), thread_id=thread_id)
    verbs = Entry.objects.filter(patient_id=world.patient.id, verb__contains="note").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["messaging.note", "messaging.notes"]
    assert Entry.objects.filter(verb="messaging.see_mentions").count() == 1
