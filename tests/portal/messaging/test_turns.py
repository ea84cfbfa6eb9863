"""That two members of the team do not answer the same words without knowing of each other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from portal.kernel import clock
from portal.kernel.errors import BeingAnswered
from portal.messaging import actions, selectors
from portal.messaging.models import Message
from tests.portal.messaging.objects import reply, say
from tests.world import World


def _answer(
    world: World, thread_id: UUID, *, who: str, seen: int | None = None, anyway: bool = False
) -> UUID:
    sent = actions.answer(
        world.actor(who), key=uuid4(), thread_id=thread_id, body=f"From {who}", seen=seen, anyway=anyway
    )
    return sent.message_id


@pytest.mark.feature("W2.b", "W2.d")
def test_an_answer_while_a_colleague_writes_is_refused_until_it_is_meant(world: World) -> None:
    thread_id = say(world).thread_id
    actions.start_replying(world.actor("therapist"), thread_id=thread_id)
    with pytest.raises(BeingAnswered) as refused:
        _answer(world, thread_id, who="lead", seen=1)
    assert refused.value.params == {"name": "Therapist"}
    assert Message.objects.count() == 1
    _answer(world, thread_id, who="lead", seen=1, anyway=True)
    assert Message.objects.count() == 2


@pytest.mark.feature("W2.c")
def test_after_the_time_is_over_nobody_is_in_the_way(fixed: World) -> None:
    thread_id = say(fixed).thread_id
    actions.start_replying(fixed.actor("therapist"), thread_id=thread_id)
    clock.set_fixed(clock.now() + timedelta(seconds=46))
    _answer(fixed, thread_id, who="lead", seen=1)
    assert Message.objects.count() == 2


def test_who_is_writing_is_not_in_the_own_way(world: World) -> None:
    thread_id = say(world).thread_id
    actions.start_replying(world.actor("therapist"), thread_id=thread_id)
    _answer(world, thread_id, who="therapist", seen=1)
    _answer(world, thread_id, who="therapist", seen=1)
    assert Message.objects.count() == 3


@pytest.mark.feature("W2.d")
def test_who_has_not_seen_a_colleagues_answer_is_asked_first(world: World) -> None:
    thread_id = say(world).thread_id
    reply(world, thread_id, who="therapist")
    with pytest.raises(BeingAnswered) as refused:
        _answer(world, thread_id, who="lead", seen=1)
    assert refused.value.key == "desk.somebody_answered"
    _answer(world, thread_id, who="lead", seen=2)


def test_more_words_of_the_patient_are_in_nobodys_way(world: World) -> None:
    thread_id = say(world).thread_id
    say(world, "And one more thing")
    _answer(world, thread_id, who="lead", seen=1)


@pytest.mark.feature("W2.d")
def test_a_refused_answer_leaves_the_draft_and_its_key_goes_on(world: World) -> None:
    thread_id, key = say(world).thread_id, uuid4()
    lead, place = world.actor("lead"), f"thread.{thread_id}"
    actions.save_draft(lead, place=place, body="From lead")
    actions.start_replying(world.actor("therapist"), thread_id=thread_id)
    with pytest.raises(BeingAnswered):
        actions.answer(lead, key=key, thread_id=thread_id, body="From lead")
    kept = selectors.draft(lead, place=place)
    assert kept is not None and kept.body == "From lead"
    sent = actions.answer(lead, key=key, thread_id=thread_id, body="From lead", anyway=True)
    again = actions.answer(lead, key=key, thread_id=thread_id, body="From lead")
    assert (again.message_id, again.again) == (sent.message_id, True)
    assert selectors.draft(lead, place=place) is None


@pytest.mark.feature("W2.d")
def test_of_two_who_press_send_at_once_one_goes_and_the_other_is_asked(committed: World) -> None:
    world = committed
    thread_id = say(world).thread_id
    ready = Barrier(2)

    def press(who: str) -> bool:
        try:
            ready.wait(10)
            _answer(world, thread_id, who=who, seen=1)
        except BeingAnswered:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        went = list(pool.map(press, ("therapist", "lead")))
    assert sorted(went) == [False, True]
    assert Message.objects.filter(from_team=True).count() == 1
