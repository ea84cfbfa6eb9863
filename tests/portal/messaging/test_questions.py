"""Questions of the team that one tap answers."""

from uuid import UUID, uuid4

import pytest

from portal.kernel.errors import Conflict, Invalid, Refused
from portal.messaging import actions, selectors
from portal.messaging.models import Draft, Message
from tests.portal.messaging.objects import reply, say, thread_of
from tests.world import World


def ask(world: World, thread_id: UUID, question: str = "yes_no", choices: tuple[str, ...] = ()) -> Message:
    sent = actions.answer(
        world.actor("therapist"), key=uuid4(), thread_id=thread_id, body="Can you come at nine?",
        question=question, choices=choices,
    )  # fmt: skip
    return Message.objects.get(id=sent.message_id)


def tap(world: World, question: Message, body: str = "Yes", *, key: UUID | None = None) -> Message:
    sent = actions.send_message(
        world.actor("patient"), key=key or uuid4(), thread_id=question.thread_id, body=body,
        answers_to=question.id,
    )  # fmt: skip
    return Message.objects.get(id=sent.message_id)


@pytest.mark.feature("M11.a")
def test_one_tap_answers_as_a_message_that_is_linked_to_the_question(world: World) -> None:
    first = say(world)
    actions.save_draft(world.actor("patient"), place=f"thread.{first.thread_id}", body="Half a sentence")
    question = ask(world, first.thread_id)
    answer = tap(world, question)
    assert (answer.body, answer.answers_to_id, answer.seq) == ("Yes", question.id, 3)
    assert thread_of(first).waiting_since is not None
    assert Draft.objects.get().body == "Half a sentence"


@pytest.mark.feature("M11.b")
def test_only_the_newest_question_can_be_answered_and_only_once(world: World) -> None:
    first = say(world)
    old, new = ask(world, first.thread_id), ask(world, first.thread_id)
    with pytest.raises(Conflict):
        tap(world, old)
    key = uuid4()
    assert tap(world, new, key=key).id == tap(world, new, key=key).id
    with pytest.raises(Conflict):
        tap(world, new, "No")
    for not_asked in (first, reply(world, first.thread_id)):
        with pytest.raises(Conflict):
            tap(world, not_asked)
    assert Message.objects.filter(answers_to__isnull=False).count() == 1


@pytest.mark.feature("M11.b")
def test_an_answer_that_is_taken_back_opens_the_question_again_and_an_answered_one_stays(
    world: World,
) -> None:
    question = ask(world, say(world).thread_id)
    answer = tap(world, question)
    with pytest.raises(Refused):
        actions.edit_message(
            world.actor("therapist"), key=uuid4(), message_id=question.id, version=1, body="At ten?"
        )
    actions.recall_message(world.actor("patient"), key=uuid4(), message_id=answer.id, version=1)
    assert tap(world, question, "No").answers_to_id == question.id


@pytest.mark.feature("M11.c")
def test_the_team_gives_two_or_three_short_choices(world: World) -> None:
    thread_id = say(world).thread_id
    asked = ask(world, thread_id, "choices", ("Monday ", "Tuesday", "Neither"))
    assert Message.objects.get(id=asked.id).choices == '["Monday", "Tuesday", "Neither"]'
    for question, choices in (
        ("choices", ("One",)), ("choices", ("One", "One")), ("choices", ("a", "b", "c", "d")),
        ("choices", ("One", "x" * 61)), ("choices", ("One", " ")), ("yes_no", ("Yes", "No")), ("maybe", ()),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            ask(world, thread_id, question, choices)


def test_a_question_of_another_thread_is_not_answered_here(world: World) -> None:
    question = ask(world, say(world, topic="skills").thread_id)
    other = say(world, topic="other")
    with pytest.raises(Conflict):
        actions.send_message(
            world.actor("patient"), key=uuid4(), thread_id=other.thread_id, body="Yes", answers_to=question.id
        )
    page = selectors.messages(world.actor("patient"), thread_id=other.thread_id)
    assert len(page.messages) == 1
