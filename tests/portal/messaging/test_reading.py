"""What each reader sees, and what reading leaves behind."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.access import grants
from portal.access.matrix import Basis
from portal.audit.models import Entry
from portal.kernel import clock, crypto
from portal.kernel.errors import NotFound, Refused
from portal.messaging import actions, selectors
from portal.messaging.models import Draft, Message, Thread
from portal.outbox import models as outbox
from portal.programs import actions as programs
from portal.programs.models import Patient
from tests.portal.messaging.objects import reply, say
from tests.world import SETUP, World


@pytest.mark.feature("M6.c")
def test_the_count_is_what_the_other_side_wrote_after_ones_own_mark(world: World) -> None:
    patient, therapist = world.actor("patient"), world.actor("therapist")
    thread_id = say(world).thread_id
    reply(world, thread_id)
    say(world)
    reply(world, thread_id)
    assert selectors.unread(patient).messages == 2
    actions.mark_read(patient, thread_id=thread_id, seq=2)
    assert selectors.unread(patient).messages == 1
    assert selectors.view_of(patient, thread_id=thread_id).unread == 1
    actions.mark_read(patient, thread_id=thread_id, seq=4)
    actions.mark_read(patient, thread_id=thread_id, seq=1)  # never moves back
    assert selectors.unread(patient).messages == 0
    assert selectors.view_of(therapist, thread_id=thread_id).unread == 2
    assert selectors.unread(world.actor("neighbour")).messages == 0


def test_ones_own_late_message_does_not_count_an_earlier_answer_as_read(world: World) -> None:
    thread_id = say(world).thread_id
    reply(world, thread_id)
    say(world, "Written offline before that answer came")
    assert selectors.unread(world.actor("patient")).messages == 1


def test_the_team_counts_threads_that_wait_and_hold_something_unread(world: World) -> None:
    therapist = world.actor("therapist")
    thread_id = say(world).thread_id
    assert selectors.unread(therapist).waiting == 1
    actions.mark_read(therapist, thread_id=thread_id, seq=1)
    assert selectors.unread(therapist).waiting == 0
    say(world)
    assert selectors.unread(therapist).waiting == 1
    reply(world, thread_id)
    assert selectors.unread(therapist).waiting == 0


def test_each_side_sees_how_far_the_other_has_read(world: World) -> None:
    thread_id = say(world).thread_id
    actions.mark_read(world.actor("therapist"), thread_id=thread_id, seq=1)
    view = selectors.view_of(world.actor("patient"), thread_id=thread_id)
    assert view.read_by_team is not None and view.read_by_patient is None
    assert (view.read_by_team.name, view.read_by_team.seq) == ("Therapist", 1)


def test_reading_again_what_is_read_tells_nobody(world: World) -> None:
    thread_id = say(world).thread_id
    for _ in range(3):
        actions.mark_read(world.actor("therapist"), thread_id=thread_id, seq=1)
    assert outbox.StoredEvent.objects.filter(kind="messaging.thread_read").count() == 1


def test_who_reads_by_break_glass_leaves_no_mark(world: World) -> None:
    thread_id = say(world).thread_id
    with transaction.atomic():
        grants.give(account_id=world.people["off_team"].id, basis=Basis.GLASS, patient_id=world.patient.id)
    assert selectors.messages(world.actor("off_team"), thread_id=thread_id).messages
    with pytest.raises(Refused):
        actions.mark_read(world.actor("off_team"), thread_id=thread_id, seq=1)
    assert selectors.view_of(world.actor("patient"), thread_id=thread_id).read_by_team is None


def test_pages_go_from_the_newest_backwards_and_forwards_after_a_gap(world: World) -> None:
    first, *_ = [say(world, f"Message {n}") for n in range(7)]
    thread_id = first.thread_id
    actor = world.actor("patient")

    def page(**asked: int) -> tuple[list[int], bool]:
        found = selectors.messages(actor, thread_id=thread_id, limit=3, **asked)
        return [row.seq for row in found.messages], found.more

    assert page() == ([5, 6, 7], True)
    assert page(before=5) == ([2, 3, 4], True)
    assert page(before=2) == ([1], False)
    assert page(after=3) == ([4, 5, 6], True)
    assert page(after=7) == ([], False)


@pytest.mark.parametrize(
    "who", ["neighbour", "off_team", "relative", "relative_withdrawn", "relative_none", "administrator"]
)
def test_outsiders_see_no_thread_in_any_list_or_count(world: World, who: str) -> None:
    thread_id = say(world).thread_id
    actor = world.actor(who)
    assert not selectors.threads_for(actor).exists()
    assert not selectors.threads_for(actor, patient_id=world.patient.id).exists()
    assert not selectors.inbox(actor).rows
    assert selectors.counts(actor).queues["team"] == 0
    assert selectors.unread(actor) == selectors.Unread(0, 0)
    with pytest.raises(NotFound):
        selectors.view_of(actor, thread_id=thread_id)


@pytest.mark.feature("W1.a")
def test_the_inbox_has_queues_and_topics_with_their_counts(world: World) -> None:
    one, two = say(world, topic="schedule"), say(world, topic="paperwork")
    actions.claim(world.actor("therapist"), key=uuid4(), thread_id=one.thread_id)
    actor = world.actor("therapist")

    def ids(**asked: Any) -> set[object]:
        return {row.id for row in selectors.inbox(actor, **asked).rows}

    assert ids() == {one.thread_id, two.thread_id}
    assert ids(queue="mine") == ids(topic="schedule") == {one.thread_id}
    assert ids(queue="unassigned") == {two.thread_id}
    counts = selectors.counts(actor)
    assert counts.queues == {"team": 2, "mine": 1, "unassigned": 1, "mentions": 0}
    assert (counts.topics["schedule"], counts.topics["paperwork"], counts.topics["other"]) == (1, 1, 0)
    assert selectors.counts(world.actor("lead")).queues == {
        "team": 2,
        "mine": 0,
        "unassigned": 1,
        "mentions": 0,
    }


def test_answered_threads_go_behind_those_that_wait(world: World) -> None:
    first, second = say(world, topic="schedule"), say(world, topic="other")
    reply(world, first.thread_id)
    order = [row.id for row in selectors.inbox(world.actor("lead")).rows]
    assert order == [second.thread_id, first.thread_id]


def test_an_inbox_of_many_patients_takes_as_many_queries_as_one_of_a_few(world: World) -> None:
    for n in range(12):
        patient = programs.admit_patient(
            SETUP, program_id=world.program.id, preferred_name=f"P{n}", full_name=f"P{n} Legal",
            admitted_on=clock.now().date(), birth_date=None,
        )  # fmt: skip
        thread = Thread.objects.create(
            patient=patient, program=world.program, topic="other", opened_at=clock.now(), sort_key=n,
            last_message_at=clock.now(), waiting_since=clock.now(), last_seq=1,
        )  # fmt: skip
        Message.objects.create(
            patient=patient, program=world.program, thread=thread, seq=1, team_seq=0, body="Hello",
            author=world.people["patient"], author_name="P", author_role="patient", from_team=False,
            sent_at=clock.now(), key=uuid4(),
        )  # fmt: skip
    clock.set_fixed(clock.now() + timedelta(minutes=5))
    try:
        assert _queries(world, 12) == _queries(world, 2)
    finally:
        clock.set_fixed(None)
    assert Patient.objects.filter(program=world.program).count() == 14
    reads = Entry.objects.filter(verb="messaging.threads")
    assert reads.count() == 14 and reads.values("patient_id").distinct().count() == 12


def _queries(world: World, size: int) -> int:
    crypto.forget()
    with CaptureQueriesContext(
        connection,
    ) as caught:
        rows = selectors.inbox(world.actor("lead"), limit=size).rows
        assert [row.last_body for row in rows] == ["Hello"] * size
    return len(caught)


@pytest.mark.feature("M4.d")
def test_a_draft_is_its_writers_own_and_ends_with_the_sending(world: World) -> None:
    thread_id = say(world).thread_id
    place = f"thread.{thread_id}"
    patient, therapist = world.actor("patient"), world.actor("therapist")
    actions.save_draft(patient, place=place, body="Half a")
    actions.save_draft(patient, place=place, body="Half a sentence ")
    actions.save_draft(therapist, place=place, body="An answer")
    found = selectors.draft(patient, place=place)
    assert found is not None and found.body == "Half a sentence "
    actions.send_message(patient, key=uuid4(), body="A sentence", thread_id=thread_id)
    assert selectors.draft(patient, place=place) is None
    kept = Draft.objects.get()
    assert kept.account_id == therapist.account_id
    actions.save_draft(therapist, place=place, body=" ", seen=kept.updated_at)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("place", ["thread.x", "topic.nothing", "nowhere", "thread.", "topic."])
def test_a_draft_has_a_place_or_is_not_found(world: World, place: str) -> None:
    with pytest.raises(NotFound):
        actions.save_draft(world.actor("patient"), place=place, body="Half")


@pytest.mark.feature("M1.d")
def test_before_writing_the_patient_sees_who_is_on_the_team_and_until_when(world: World) -> None:
    told = selectors.promise(world.actor("patient"), topic="schedule")
    assert [member.name for member in told.team] == ["Therapist"]
    assert (told.here_until is None) != (told.back_at is None)
    assert told.answer_by is not None and told.answer_by > clock.now()
    with pytest.raises(NotFound):
        selectors.promise(world.actor("therapist"), topic="schedule")


@pytest.mark.feature("M6.e")
def test_a_page_around_a_message_holds_what_came_before_and_after_it(world: World) -> None:
    first, *_ = [say(world, f"Message {n}") for n in range(9)]
    actor = world.actor("patient")

    def around(seq: int) -> tuple[list[int], bool]:
        found = selectors.messages(actor, thread_id=first.thread_id, around=seq, limit=4)
        return [row.seq for row in found.messages], found.more

    assert around(5) == ([4, 5, 6, 7], True)
    assert around(2) == ([1, 2, 3, 4], False)
    assert around(9) == around(400) == ([6, 7, 8, 9], True)


@pytest.mark.feature("M9.d")
def test_linked_threads_name_each_other(world: World) -> None:
    first = say(world)
    patient, therapist = world.actor("patient"), world.actor("therapist")
    actions.close_thread(therapist, thread_id=first.thread_id)
    sent = actions.send_message(patient, key=uuid4(), body="Again", thread_id=first.thread_id)
    after = Message.objects.get(id=sent.message_id).thread_id
    for actor in (patient, therapist):
        closed = selectors.messages(actor, thread_id=first.thread_id)
        linked = selectors.messages(actor, thread_id=after)
        assert closed.previous is None and closed.following is not None and closed.following.id == after
        assert linked.following is None and linked.previous is not None
        assert linked.previous.id == first.thread_id
