"""What is read once for many readers is what each of them would read for themselves."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from api.messaging.serializers import shape_delivery, shape_thread
from portal.access import held
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.messaging import actions, selectors
from portal.messaging.models import Message, Thread
from portal.messaging.selectors import batch
from portal.programs.models import Staff
from tests.portal.messaging.objects import jot, reply, say
from tests.portal.schedule import objects as schedule
from tests.world import World


def lived(world: World) -> Thread:
    """A thread with everything that a view can show: marks, words taken back, notes, a track, a cover."""
    schedule.enrol(world, "patient")
    thread_id = say(world).thread_id
    reply(world, thread_id)
    actions.mark_read(world.actor("patient"), thread_id=thread_id, seq=1)
    actions.mark_read(world.actor("therapist"), thread_id=thread_id, seq=1)
    jot(world, thread_id, names="lead therapist")
    jot(world, thread_id, names="lead")
    actions.see_mentions(world.actor("therapist"), thread_id=thread_id)
    say(world, "One more")
    for who in ("patient", "therapist"):
        mine = Message.objects.filter(thread=thread_id, author_id=world.actor(who).me).latest("seq")
        actions.recall_message(world.actor(who), key=uuid4(), message_id=mine.id, version=mine.version)
    say(world, "And this")
    actions.start_replying(world.actor("lead"), thread_id=thread_id)
    staff = Staff.objects.filter(program=world.program).order_by("id")
    Thread.objects.filter(id=thread_id).update(
        assigned_to=staff[0], covering_for=staff[1], risk=1, session_at=clock.now() + timedelta(hours=1)
    )
    return Thread.objects.get(id=thread_id)


@pytest.mark.django_db
def test_a_batch_shows_each_reader_the_thread_and_its_messages_as_they_read_them_alone(fixed: World) -> None:
    thread = lived(fixed)
    messages = list(Message.objects.filter(thread=thread).order_by("seq"))
    threads, found = batch.threads_by_id([thread.id]), batch.messages_by_id([row.id for row in messages])
    assert set(found) == {row.id for row in messages}
    may = []
    for who, account in fixed.people.items():
        holds = held.of([account.id], at=clock.now())[account.id]
        reader: dict[str, Any] = {"account_id": account.id, "held": holds, "at": clock.now()}
        view = batch.shown(threads[thread.id], **reader)
        try:
            alone = selectors.view_of(fixed.actor(who), thread_id=thread.id)
        except NotFound:
            assert view is None, who
            assert batch.delivered(found[messages[0].id], **reader) is None, who
            continue
        may.append(who)
        assert view is not None and shape_thread(view) == shape_thread(alone), who
        for row in messages:
            seen = batch.delivered(found[row.id], **reader)
            wanted = selectors.delivery(fixed.actor(who), message_id=row.id)
            assert seen is not None and shape_delivery(seen) == shape_delivery(wanted), who
    assert {"patient", "therapist", "lead"} <= set(may)
    desk = selectors.view_of(fixed.actor("lead"), thread_id=thread.id).desk
    assert desk is not None and (desk.marks.mentions, desk.marks.unseen) == (2, 2)
