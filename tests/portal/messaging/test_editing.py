"""Changing and taking back one's own words."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from portal.access import grants
from portal.access.matrix import Basis
from portal.audit.models import Entry
from portal.kernel import clock
from portal.kernel.errors import Invalid, NotFound, Refused, Stale
from portal.messaging import actions, selectors
from portal.messaging.models import Message, MessageVersion
from portal.outbox import models as outbox
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import CANARY, reply, say, tables_with, thread_of
from tests.world import World


def edit(world: World, message: Message, body: str, *, who: str = "patient", version: int = 1) -> UUID:
    return actions.edit_message(
        world.actor(who), key=uuid4(), message_id=message.id, version=version, body=body
    )


def recall(world: World, message: Message, *, who: str = "patient", version: int = 1) -> UUID:
    return actions.recall_message(world.actor(who), key=uuid4(), message_id=message.id, version=version)


def later(minutes: int) -> None:
    clock.set_fixed(WEDNESDAY + timedelta(minutes=minutes))


@pytest.mark.feature("M10.a", "M10.b")
def test_a_changed_message_shows_the_new_words_and_the_team_every_earlier_one(fixed: World) -> None:
    message = say(fixed, "First words")
    later(2)
    edit(fixed, message, "Second words")
    later(5)
    edit(fixed, message, "Third words", version=2)
    for who in ("patient", "therapist"):
        shown = selectors.messages(fixed.actor(who), thread_id=message.thread_id).messages[0]
        assert (shown.body, shown.version, shown.seq) == ("Third words", 3, 1)
        assert shown.edited_at == WEDNESDAY + timedelta(minutes=5)
    for who in ("therapist", "lead"):
        rows = selectors.history(fixed.actor(who), message_id=message.id)
        assert [(row.number, row.body) for row in rows] == [(1, "First words"), (2, "Second words")]
        assert [row.written_at for row in rows] == [WEDNESDAY, WEDNESDAY + timedelta(minutes=2)]
    entry = Entry.objects.filter(verb="messaging.history").latest("id")
    assert (entry.object_id, entry.count, entry.patient_id) == (str(message.id), 2, fixed.patient.id)


@pytest.mark.feature("M10.a")
def test_the_team_changes_its_own_answers_too(fixed: World) -> None:
    message = say(fixed)
    answer = reply(fixed, message.thread_id, "At nine")
    edit(fixed, answer, "At ten", who="therapist")
    page = selectors.messages(fixed.actor("patient"), thread_id=message.thread_id)
    assert page.messages[1].body == "At ten" and page.messages[1].edited_at == WEDNESDAY
    with pytest.raises(Refused):
        edit(fixed, answer, "At eleven", who="lead", version=2)


@pytest.mark.feature("M10.b")
@pytest.mark.parametrize(
    "who", ["patient", "neighbour", "off_team", "removed", "relative", "relative_none", "administrator"]
)
def test_earlier_words_are_for_the_team_alone(world: World, who: str) -> None:
    message = say(world, "First words")
    edit(world, message, "Second words")
    with pytest.raises(NotFound):
        selectors.history(world.actor(who), message_id=message.id)


@pytest.mark.feature("M10.a")
def test_a_quarter_of_an_hour_after_sending_the_words_stand(fixed: World) -> None:
    message = say(fixed)
    later(15)
    edit(fixed, message, "In time")
    clock.set_fixed(WEDNESDAY + timedelta(minutes=15, seconds=1))
    with pytest.raises(Refused):
        edit(fixed, message, "Too late", version=2)
    with pytest.raises(Refused):
        recall(fixed, message, version=2)
    assert Message.objects.get().body == "In time"


def test_who_changes_what_they_have_not_seen_is_told_so_and_nothing_changes(world: World) -> None:
    message = say(world)
    edit(world, message, "From the phone")
    with pytest.raises(Stale):
        edit(world, message, "From the tablet")
    with pytest.raises(Stale):
        recall(world, message)
    with pytest.raises(Invalid):
        edit(world, message, "  ", version=2)
    assert Message.objects.get().body == "From the phone"
    assert MessageVersion.objects.count() == 1


def test_the_same_change_again_is_one_change(world: World) -> None:
    message, key = say(world), uuid4()
    for _ in range(2):
        actions.edit_message(
            world.actor("patient"), key=key, message_id=message.id, version=1, body="Better words"
        )
    assert Message.objects.get().version == 2 and MessageVersion.objects.count() == 1
    assert outbox.StoredEvent.objects.filter(kind="messaging.message_edited").count() == 1


@pytest.mark.feature("M10.c")
def test_a_message_that_was_taken_back_has_no_words_for_anyone_but_its_history(world: World) -> None:
    message = say(world, "Said too soon")
    recall(world, message)
    for who in ("patient", "therapist"):
        page = selectors.messages(world.actor(who), thread_id=message.thread_id)
        assert page.messages[0].body == "" and page.messages[0].recalled_at is not None
        assert page.view.last is not None and page.view.last.body == ""
    assert selectors.search(world.actor("patient"), words="soon").hits == []
    history = selectors.history(world.actor("therapist"), message_id=message.id)
    assert [row.body for row in history] == ["Said too soon"]
    with pytest.raises(Refused):
        edit(world, message, "Again", version=2)
    with pytest.raises(Refused):
        recall(world, message, version=2)


@pytest.mark.feature("M10.d")
def test_a_message_that_was_taken_back_unread_counts_for_nobody(world: World) -> None:
    patient, therapist = world.actor("patient"), world.actor("therapist")
    first = say(world, "One")
    actions.mark_read(therapist, thread_id=first.thread_id, seq=1)
    second, answer = say(world, "Two"), reply(world, first.thread_id, "Three")
    third = say(world, "Four")
    assert selectors.unread(patient).messages == 1 and selectors.unread(therapist).waiting == 1
    recall(world, answer, who="therapist")
    assert selectors.unread(patient).messages == 0
    assert selectors.view_of(patient, thread_id=first.thread_id).unread == 0
    recall(world, third)
    assert selectors.view_of(therapist, thread_id=first.thread_id).unread == 1
    recall(world, second)
    assert selectors.view_of(therapist, thread_id=first.thread_id).unread == 0
    assert selectors.unread(therapist).waiting == 0
    actions.mark_read(patient, thread_id=first.thread_id, seq=4)
    reply(world, first.thread_id, "Five")
    assert selectors.unread(patient).messages == 1


@pytest.mark.feature("M10.d")
def test_a_thread_whose_only_question_was_taken_back_waits_for_nobody_unless_it_is_marked_for_risk(
    fixed: World,
) -> None:
    calm, risky = say(fixed, topic="schedule"), say(fixed, topic="other")
    row = thread_of(risky)
    row.risk = 2
    row.save(update_fields=["risk"])
    for message in (calm, risky):
        recall(fixed, message)
    assert thread_of(calm).waiting_since is None and thread_of(calm).answer_by is None
    assert thread_of(risky).waiting_since == WEDNESDAY


@pytest.mark.feature("M10.d")
def test_when_the_team_takes_its_answer_back_the_question_waits_by_its_old_promise(fixed: World) -> None:
    message = say(fixed)
    told = thread_of(message).answer_by
    later(4)
    answer = reply(fixed, message.thread_id)
    assert thread_of(message).answer_by is None
    later(6)
    recall(fixed, answer, who="therapist")
    assert (thread_of(message).waiting_since, thread_of(message).answer_by) == (WEDNESDAY, told)


def test_who_reads_by_break_glass_changes_nothing(world: World) -> None:
    from django.db import transaction

    message = say(world)
    with transaction.atomic():
        grants.give(account_id=world.people["off_team"].id, basis=Basis.GLASS, patient_id=world.patient.id)
    with pytest.raises(Refused):
        edit(world, message, "Other words", who="off_team")
    with pytest.raises(NotFound):
        selectors.history(world.actor("off_team"), message_id=message.id)


def test_earlier_words_stand_sealed_and_in_no_event_or_audit(world: World) -> None:
    message = say(world, f"First {CANARY}")
    edit(world, message, f"Second {CANARY}")
    recall(world, message, version=2)
    assert tables_with(CANARY) == []
    verbs = Entry.objects.filter(object_id=str(message.id)).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["messaging.send", "messaging.edit", "messaging.recall"]
