"""Sending and answering."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from portal.audit.models import Entry
from portal.kernel import clock
from portal.kernel.errors import Invalid, KeyReused, NotFound, Refused
from portal.messaging import actions, selectors
from portal.messaging.models import Message, Thread
from portal.outbox import models as outbox
from portal.programs.models import Patient
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import CANARY, reply, say, tables_with, thread_of
from tests.world import World


@pytest.mark.feature("M1.a", "M2.b")
def test_the_first_words_on_a_topic_open_its_thread_and_the_next_ones_stay_on_it(world: World) -> None:
    first, second = say(world, topic="skills"), say(world, topic="skills")
    other = say(world, topic="paperwork")
    assert first.thread_id == second.thread_id != other.thread_id
    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert thread_of(first).topic == "skills" and thread_of(first).assigned_to is None


@pytest.mark.feature("M1.b", "M1.c")
def test_anyone_on_the_team_can_answer_and_signs_with_name_and_role(world: World) -> None:
    message = say(world)
    by_therapist = reply(world, message.thread_id)
    by_lead = reply(world, message.thread_id, who="lead")
    assert (by_therapist.author_name, by_therapist.author_role) == ("Therapist", "therapist")
    assert (by_lead.author_name, by_lead.author_role, by_lead.seq) == ("Lead", "lead", 3)
    assert Message.objects.get(seq=1).body == f"Hello {CANARY}"


@pytest.mark.feature("M3.e")
def test_the_promise_shown_before_sending_is_the_one_on_the_thread_until_the_team_answers(
    fixed: World,
) -> None:
    told = selectors.promise(fixed.actor("patient"), topic="medication")
    message = say(fixed)
    thread = thread_of(message)
    assert thread.answer_by == told.answer_by == WEDNESDAY + timedelta(hours=3)
    assert thread.waiting_since == WEDNESDAY
    clock.set_fixed(WEDNESDAY + timedelta(hours=1))
    say(fixed, "One more thing")
    assert thread_of(message).answer_by == told.answer_by
    assert selectors.promise(fixed.actor("patient"), topic="medication").answer_by == told.answer_by
    reply(fixed, thread.id)
    assert thread_of(message).answer_by is None and thread_of(message).waiting_since is None


@pytest.mark.feature("M9.b")
def test_words_on_a_closed_thread_open_a_linked_one(world: World) -> None:
    message = say(world)
    actions.close_thread(world.actor("therapist"), thread_id=message.thread_id)
    sent = actions.send_message(
        world.actor("patient"), key=uuid4(), body="Again", thread_id=message.thread_id
    )
    linked = Message.objects.get(id=sent.message_id).thread
    assert linked.previous_id == message.thread_id and linked.state == "open"
    assert reply(world, message.thread_id).thread_id == linked.id
    assert thread_of(message).state == "closed" and thread_of(message).last_seq == 1


@pytest.mark.feature("M9.a", "M9.c")
def test_a_thread_stays_answerable_when_the_team_changes_until_the_patient_has_left(world: World) -> None:
    from portal.programs import actions as programs
    from tests.world import SETUP

    message = say(world)
    actions.claim(world.actor("therapist"), key=uuid4(), thread_id=message.thread_id)
    programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["therapist"].id)
    with pytest.raises(NotFound):
        reply(world, message.thread_id)
    assert reply(world, message.thread_id, who="lead").seq == 2
    assert say(world).seq == 3
    Patient.objects.filter(id=world.patient.id).update(discharged_on=clock.now().date() - timedelta(days=2))
    with pytest.raises(Refused):
        say(world)


@pytest.mark.feature("M5.b")
def test_the_same_key_again_answers_with_the_first_message_and_another_body_is_refused(
    world: World,
) -> None:
    key, actor = uuid4(), world.actor("patient")
    first = actions.send_message(actor, key=key, body="Once", topic="other")
    again = actions.send_message(actor, key=key, body="Once", topic="other")
    assert (first.message_id, first.again) == (again.message_id, not again.again)
    with pytest.raises(KeyReused):
        actions.send_message(actor, key=key, body="Twice", topic="other")
    assert (
        Message.objects.count()
        == outbox.StoredEvent.objects.filter(kind="messaging.message_sent").count()
        == 1
    )


def test_the_same_key_of_another_author_is_another_message(world: World) -> None:
    key = uuid4()
    for who in ("patient", "neighbour"):
        actions.send_message(world.actor(who), key=key, body="Hello", topic="other")
    assert Message.objects.count() == 2


def _in_threads(world: World, keys: list[UUID], bodies: list[str]) -> list[UUID]:
    def one(key: UUID, body: str) -> UUID:
        try:
            return actions.send_message(world.actor("patient"), key=key, body=body, topic="other").message_id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, keys, bodies))


@pytest.mark.feature("M5.a")
def test_the_same_key_fifty_times_at_once_is_one_message(committed: World) -> None:
    found = _in_threads(committed, [uuid4()] * 50, ["Once"] * 50)
    assert len(set(found)) == Message.objects.count() == 1


def test_many_senders_at_once_get_one_thread_and_numbers_without_a_hole(committed: World) -> None:
    _in_threads(committed, [uuid4() for _ in range(40)], [f"Message {n}" for n in range(40)])
    assert Thread.objects.count() == 1
    rows = Message.objects.order_by("seq").values_list("seq", flat=True)
    assert list(rows) == list(range(1, 41))
    sent = list(Message.objects.order_by("seq").values_list("sent_at", flat=True))
    assert sent == sorted(sent)


def test_blank_words_and_too_many_are_refused_and_nothing_is_stored(world: World) -> None:
    for body in ("  \n ", "x" * 8001):
        with pytest.raises(Invalid):
            say(world, body)
    assert not Message.objects.exists() and not Thread.objects.exists()


def test_who_takes_no_part_finds_no_thread(world: World) -> None:
    thread_id = say(world).thread_id
    for who in ("neighbour", "stranger", "off_team", "removed", "relative", "administrator"):
        for unknown in (thread_id, uuid4()):
            with pytest.raises(NotFound):
                actions.send_message(world.actor(who), key=uuid4(), body="Hi", thread_id=unknown)
            with pytest.raises(NotFound):
                actions.answer(world.actor(who), key=uuid4(), body="Hi", thread_id=unknown)
            with pytest.raises(NotFound):
                selectors.messages(world.actor(who), thread_id=unknown)
    assert Message.objects.count() == 1


def test_what_was_written_stands_sealed_and_in_no_event_audit_or_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    message = say(world)
    reply(world, message.thread_id)
    actions.save_draft(world.actor("patient"), place="topic.other", body=CANARY)
    selectors.messages(world.actor("therapist"), thread_id=message.thread_id)
    found = tables_with(CANARY)
    assert found == []
    assert tables_with(str(message.id)) != []
    assert CANARY not in caplog.text
    assert outbox.Item.objects.count() > 0


def test_sending_answering_and_reading_are_each_in_the_audit(world: World) -> None:
    message = say(world)
    answered = reply(world, message.thread_id)
    selectors.messages(world.actor("patient"), thread_id=message.thread_id)
    rows = Entry.objects.filter(patient_id=world.patient.id, verb__startswith="messaging.").order_by("id")
    assert [(row.verb, row.object_id, row.count) for row in rows] == [
        ("messaging.send", str(message.id), 1),
        ("messaging.answer", str(answered.id), 1),
        ("messaging.thread", str(message.thread_id), 2),
    ]
