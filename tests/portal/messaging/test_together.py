"""What many say at the same moment goes in one statement, and leaves what one after the other leaves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.audit.models import Entry
from portal.kernel import clock
from portal.kernel.models import DataKey
from portal.messaging import actions
from portal.messaging.models import Message, Thread
from portal.outbox import models as outbox
from portal.outbox import relay
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import open_hours, say
from tests.portal.messaging.test_at_once import _left, in_one_transaction
from tests.world import World

__all__ = ["in_one_transaction"]

# Author and thread: patients and the team, over two programs; somebody who may not write there.
WRITERS = (
    ("patient", 0), ("therapist", 0), ("patient", 1), ("lead", 1), ("neighbour", 2), ("off_team", 2),
    ("stranger", 3), ("other_therapist", 3), ("relative", 0), ("off_team", 0), ("neighbour", 3),
)  # fmt: skip
ROUND = st.lists(st.sampled_from(WRITERS), min_size=1, max_size=5, unique_by=lambda writer: writer[1])


def _threads(world: World) -> list[UUID]:
    return [
        say(world).thread_id,
        say(world, topic="skills").thread_id,
        say(world, who="neighbour").thread_id,
        say(world, who="stranger").thread_id,
    ]


def _asked(world: World, who: str, thread_id: UUID, body: str, key: UUID | None = None) -> actions.Asked:
    for_team = who not in {"patient", "neighbour", "stranger", "relative"}
    said = {"thread_id": thread_id, "body": body}
    return actions.Asked(world.actor(who), key or uuid4(), said, for_team)


def _one(asked: actions.Asked) -> Any:
    return actions.write_many([asked])[0]


@pytest.mark.feature("M5.a")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(ROUND, min_size=1, max_size=3))
def test_together_leaves_what_one_after_the_other_leaves(
    fixed: World, in_one_transaction: None, rounds: list[list[tuple[str, int]]]
) -> None:
    threads = [row.id for row in Thread.objects.order_by("opened_at", "id")] or _threads(fixed)
    keys = [[uuid4() for _ in writers] for writers in rounds]

    def lived(together: bool) -> Any:
        left, went = {}, []
        with transaction.atomic():
            for n, (writers, mine) in enumerate(zip(rounds, keys, strict=True)):
                clock.set_fixed(WEDNESDAY + timedelta(minutes=n))
                asked = [
                    _asked(fixed, who, threads[at], f"{who} {n}", key)
                    for (who, at), key in zip(writers, mine, strict=True)
                ]
                made = actions.write_many(asked) if together else [_one(one) for one in asked]
                went += [one is not None for one in made]
                relay.relay_items()
            left = _left()
            transaction.set_rollback(True)
        clock.set_fixed(WEDNESDAY)
        return left, went

    assert lived(True) == lived(False)


def test_however_many_it_is_one_statement(world: World) -> None:
    threads = _threads(world)
    DataKey.objects.update(made_at=clock.now() - timedelta(days=1))  # a young key is read each time
    writers = (("patient", 0), ("lead", 1), ("neighbour", 2), ("stranger", 3))
    asked = [_asked(world, who, threads[at], "Held in memory now") for who, at in writers]
    assert None not in actions.write_many(asked)
    with CaptureQueriesContext(connection) as queries:
        made = actions.write_many([_asked(world, who, threads[at], "Again") for who, at in writers])
    assert len(queries) == 1
    assert [one.message.author_id for one in made if one] == [world.people[who].id for who, _ in writers]
    for (who, _), one in zip(writers, made, strict=True):
        assert one is not None
        entry = Entry.objects.get(object_id=str(one.message.id))
        assert (entry.actor_id, entry.patient_id) == (world.people[who].id, one.message.patient_id)


def test_two_on_one_thread_and_two_with_one_key_do_not_go_together(world: World) -> None:
    threads, key = _threads(world), uuid4()
    on_one = [_asked(world, who, threads[0], who) for who in ("patient", "therapist")]
    assert [one is not None for one in actions.write_many(on_one)] == [True, False]
    one_key = [_asked(world, "patient", threads[at], "Hi", key) for at in (0, 1)]
    assert [one is not None for one in actions.write_many(one_key)] == [True, False]
    assert Message.objects.filter(key=key).count() == 1


@pytest.mark.feature("M5.b")
def test_who_may_not_and_what_does_not_fit_holds_up_nobody(world: World) -> None:
    threads = _threads(world)
    fine, empty = _asked(world, "patient", threads[0], "Fine"), _asked(world, "lead", threads[1], "  ")
    foreign = _asked(world, "neighbour", threads[3], "Not mine")
    made = actions.write_many([foreign, fine, empty])
    assert [one is not None for one in made] == [False, True, False]
    assert not Message.objects.filter(key__in=[empty.key, foreign.key]).exists()


def test_a_thread_that_somebody_holds_is_left_out_and_the_others_go(committed: World) -> None:
    threads = _threads(committed)

    def others() -> list[bool]:
        try:
            asked = [
                _asked(committed, who, threads[at], "Hi") for who, at in (("patient", 0), ("neighbour", 2))
            ]
            return [one is not None for one in actions.write_many(asked)]
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Thread.objects.select_for_update().get(id=threads[0])
        assert pool.submit(others).result(timeout=20) == [False, True]


def test_rounds_of_several_processes_leave_no_hole_for_anybody(committed: World) -> None:
    """Whose threads and readers overlap in any order: nothing is lost, doubled or dead-locked."""
    open_hours(committed)
    threads, writers = _threads(committed), WRITERS[:8]

    def rounds(n: int) -> int:
        went = 0
        try:
            for turn in range(12):
                mine = [writers[(n + turn + step * 2) % 8] for step in range(4)]
                asked = [_asked(committed, who, threads[at], f"{n}.{turn}") for who, at in mine]
                went += sum(one is not None for one in actions.write_many(asked))
            return went
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        went = sum(pool.map(rounds, range(6)))
    assert went > 100
    assert Message.objects.count() == went + len(threads)
    for thread_id in threads:
        rows = Message.objects.filter(thread=thread_id).order_by("seq")
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    for cursor in outbox.Cursor.objects.all():
        told = outbox.Item.objects.filter(recipient=cursor.recipient).order_by("seq")
        assert list(told.values_list("seq", flat=True)) == list(range(1, cursor.last_seq + 1))
    assert not outbox.Item.objects.filter(seq=None).exists()
