"""An answer that was taken back is none: the report's clock goes on from the question."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.messaging.models import Message, ReplyTime
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import reply, say, thread_of
from tests.world import World


def at(minutes: int) -> None:
    clock.set_fixed(WEDNESDAY + timedelta(minutes=minutes))


def follow(*messages: Message) -> None:
    actions.follow_messages(Actor.system("messaging"), message_ids=[message.id for message in messages])


def take_back(world: World, message: Message, who: str = "therapist") -> None:
    actions.recall_message(world.actor(who), key=uuid4(), message_id=message.id, version=1)


def times(message: Message) -> list[tuple[object, object, int | None]]:
    rows = ReplyTime.objects.filter(thread_id=message.thread_id).order_by("asked_at")
    return [(row.asked_at, row.answered_at, row.minutes) for row in rows]


@pytest.mark.feature("W5.e")
def test_a_question_whose_answer_was_taken_back_waits_by_its_promise_and_counts_the_next_one(
    fixed: World,
) -> None:
    asked = say(fixed)
    promised = thread_of(asked).answer_by
    at(10)
    first = reply(fixed, asked.thread_id, "Tomorrow")
    follow(asked, first)
    assert times(asked) == [(asked.sent_at, first.sent_at, 10)]
    at(12)
    take_back(fixed, first)
    assert times(asked) == [(asked.sent_at, None, None)]
    assert thread_of(asked).answer_by == promised
    at(45)
    second = reply(fixed, asked.thread_id, "On Friday")
    follow(second)
    assert times(asked) == [(asked.sent_at, second.sent_at, 45)]
    assert ReplyTime.objects.get(thread_id=asked.thread_id).promised_at == promised


@pytest.mark.feature("W5.e")
def test_where_another_answer_stands_already_the_question_was_answered_by_it(fixed: World) -> None:
    asked = say(fixed)
    at(10)
    first = reply(fixed, asked.thread_id, "Tomorrow")
    at(14)
    second = reply(fixed, asked.thread_id, "I mean Friday")
    follow(asked, first, second)
    take_back(fixed, first)
    assert times(asked) == [(asked.sent_at, second.sent_at, 14)]
    take_back(fixed, second)
    assert times(asked) == [(asked.sent_at, None, None)]


def test_later_words_of_the_patient_belong_to_the_question_that_waits_again(fixed: World) -> None:
    asked = say(fixed)
    at(5)
    first = reply(fixed, asked.thread_id)
    at(8)
    more = say(fixed, "And where?")
    follow(asked, first, more)
    assert len(times(asked)) == 2
    take_back(fixed, first)
    assert times(asked) == [(asked.sent_at, None, None)]
    at(30)
    second = reply(fixed, asked.thread_id)
    follow(second)
    assert times(asked) == [(asked.sent_at, second.sent_at, 30)]


@pytest.mark.parametrize("order", ["in order", "backwards"])
def test_a_reaction_that_comes_after_the_recall_measures_what_stands(fixed: World, order: str) -> None:
    asked = say(fixed)
    at(5)
    first = reply(fixed, asked.thread_id)
    take_back(fixed, first)
    at(20)
    second = reply(fixed, asked.thread_id)
    messages = [asked, first, second]
    follow(*(messages if order == "in order" else reversed(messages)))
    assert times(asked) == [(asked.sent_at, second.sent_at, 20)]


def test_words_that_their_writer_took_back_are_no_question(fixed: World) -> None:
    asked = say(fixed, "Never mind")
    take_back(fixed, asked, "patient")
    at(5)
    again = say(fixed, "When is group?")
    at(9)
    answered = reply(fixed, again.thread_id)
    follow(asked, again, answered)
    assert times(again) == [(again.sent_at, answered.sent_at, 4)]


def test_taking_back_one_of_the_patients_messages_touches_no_time(fixed: World) -> None:
    asked = say(fixed)
    at(5)
    answered = reply(fixed, asked.thread_id)
    more = say(fixed, "Thanks")
    follow(asked, answered, more)
    before = times(asked)
    take_back(fixed, more, "patient")
    assert times(asked) == before
