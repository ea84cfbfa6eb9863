"""The team's work on a thread."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from portal.kernel import clock
from portal.kernel.errors import Conflict, Invalid
from portal.messaging import actions, selectors
from portal.messaging.models import Thread
from portal.outbox import models as outbox
from tests.portal.messaging.objects import reply, say
from tests.world import World


def _assigned(thread_id: UUID) -> str | None:
    return Thread.objects.values_list("assigned_to__name", flat=True).get(id=thread_id)


@pytest.mark.feature("W2.a")
def test_a_claimed_thread_is_one_members_and_the_next_who_claims_it_is_told(world: World) -> None:
    thread_id = say(world).thread_id
    actions.claim(world.actor("therapist"), key=uuid4(), thread_id=thread_id)
    actions.claim(world.actor("therapist"), key=uuid4(), thread_id=thread_id)
    with pytest.raises(Conflict):
        actions.claim(world.actor("lead"), key=uuid4(), thread_id=thread_id)
    assert _assigned(thread_id) == "Therapist"
    assert outbox.StoredEvent.objects.filter(kind="messaging.thread_claimed").count() == 1


def test_a_retried_claim_does_not_take_back_what_was_handed_over_meanwhile(world: World) -> None:
    thread_id, key = say(world).thread_id, uuid4()
    actions.claim(world.actor("therapist"), key=key, thread_id=thread_id)
    lead = world.staff["lead"].id
    actions.assign(world.actor("therapist"), key=uuid4(), thread_id=thread_id, staff_id=lead)
    actions.claim(world.actor("therapist"), key=key, thread_id=thread_id)
    assert _assigned(thread_id) == "Lead"


@pytest.mark.parametrize("who", ["off_team", "removed", "administrator", "other_therapist"])
def test_a_thread_is_never_given_to_who_may_not_answer_it(world: World, who: str) -> None:
    thread_id = say(world).thread_id
    with pytest.raises(Invalid):
        actions.assign(world.actor("lead"), key=uuid4(), thread_id=thread_id, staff_id=world.staff[who].id)
    assert _assigned(thread_id) is None


def test_the_patient_is_told_nothing_of_claims_and_of_who_is_writing(world: World) -> None:
    thread_id = say(world).thread_id
    actions.claim(world.actor("therapist"), key=uuid4(), thread_id=thread_id)
    actions.start_replying(world.actor("therapist"), thread_id=thread_id)
    told = outbox.Item.objects.filter(
        recipient=world.people["patient"].id, event__kind__startswith="messaging."
    )
    assert set(told.values_list("event__kind", flat=True)) == {"messaging.message_sent"}
    assert selectors.view_of(world.actor("patient"), thread_id=thread_id).desk is None


@pytest.mark.feature("W2.b", "W2.c")
def test_the_others_see_who_is_replying_until_it_is_sent_or_the_time_is_over(fixed: World) -> None:
    world = fixed
    thread_id = say(world).thread_id

    def seen() -> str | None:
        desk = selectors.view_of(world.actor("lead"), thread_id=thread_id).desk
        return desk.replying.name if desk and desk.replying else None

    actions.start_replying(world.actor("therapist"), thread_id=thread_id)
    actions.start_replying(world.actor("lead"), thread_id=thread_id)  # the first one's stands
    assert seen() == "Therapist"
    clock.set_fixed(clock.now() + timedelta(seconds=46))
    assert seen() is None
    actions.start_replying(world.actor("lead"), thread_id=thread_id)
    assert seen() == "Lead"
    reply(world, thread_id, who="lead")
    assert seen() is None


def test_closing_needs_no_answer_and_is_done_once(world: World) -> None:
    thread_id = say(world, "Thank you. See you next week.").thread_id
    for _ in range(2):
        actions.close_thread(world.actor("therapist"), thread_id=thread_id)
    thread = Thread.objects.get(id=thread_id)
    assert (thread.state, thread.waiting_since, thread.answer_by) == ("closed", None, None)
    assert outbox.StoredEvent.objects.filter(kind="messaging.thread_closed").count() == 1
    assert selectors.counts(world.actor("therapist")).queues["team"] == 0
