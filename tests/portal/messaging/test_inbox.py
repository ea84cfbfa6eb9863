"""The team's shared inbox: what it can be narrowed to, and what that costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kernel import clock, crypto
from portal.messaging import actions, selectors
from portal.messaging.models import Thread
from portal.programs import actions as programs
from tests.portal.messaging.objects import jot, keep, say
from tests.portal.schedule import objects as schedule
from tests.world import SETUP, World


def _ids(world: World, who: str = "lead", **asked: Any) -> set[object]:
    return {row.id for row in selectors.inbox(world.actor(who), **asked).rows}


@pytest.mark.feature("W1.a")
def test_threads_are_seen_by_track_with_the_count_of_each(world: World) -> None:
    morning = programs.add_track(SETUP, program_id=world.program.id, name="Morning", part_of_day="morning")
    schedule.enrol(world, "patient")
    schedule.enrol(world, "neighbour", track_id=morning.id)
    evening_thread, morning_thread = say(world).thread_id, say(world, who="neighbour").thread_id
    assert _ids(world, track_id=world.track.id) == {evening_thread}
    assert _ids(world, track_id=morning.id) == {morning_thread}
    assert _ids(world, "therapist", track_id=morning.id) == set()
    found = [(row.name, row.waiting) for row in selectors.counts(world.actor("lead")).tracks]
    assert found == [("Evening", 1), ("Morning", 1)]
    assert [row.name for row in selectors.counts(world.actor("therapist")).tracks] == ["Evening"]
    assert selectors.counts(world.actor("patient")).tracks == []
    actions.close_thread(world.actor("lead"), thread_id=evening_thread)
    found = [(row.name, row.waiting) for row in selectors.counts(world.actor("lead")).tracks]
    assert found == [("Evening", 0), ("Morning", 1)]


@pytest.mark.feature("W1.c")
def test_threads_at_risk_are_seen_alone_with_their_count_and_filters_join(world: World) -> None:
    risky, calm = say(world, topic="other").thread_id, say(world, topic="skills").thread_id
    Thread.objects.filter(id=risky).update(risk=2)
    assert _ids(world, at_risk=True) == {risky}
    assert _ids(world, at_risk=True, topic="skills") == set()
    assert _ids(world) == {risky, calm}
    assert selectors.counts(world.actor("lead")).risk == 1
    actions.claim(world.actor("lead"), key=uuid4(), thread_id=risky)
    assert _ids(world, queue="mine", at_risk=True) == {risky}
    assert _ids(world, queue="unassigned", at_risk=True) == set()


def test_a_row_says_the_track_of_its_patient(world: World) -> None:
    schedule.enrol(world, "patient")
    desk = selectors.view_of(world.actor("therapist"), thread_id=say(world).thread_id).desk
    assert desk is not None and (desk.marks.track_id, desk.marks.track) == (world.track.id, "Evening")


def _cost(world: World, *, who: str = "lead") -> dict[str, int]:
    actor = world.actor(who)
    thread_id = Thread.objects.order_by("opened_at")[0].id
    reads: dict[str, Callable[[], object]] = {
        "counts": lambda: selectors.counts(actor),
        "page": lambda: selectors.inbox(actor),
        "notes": lambda: [row.note.body for row in selectors.notes(actor, thread_id=thread_id)],
        "colleagues": lambda: selectors.colleagues(actor, thread_id=thread_id),
        "replies": lambda: selectors.filled_replies(actor, thread_id=thread_id),
    }
    cost = {}
    for name, read in reads.items():
        crypto.forget()
        with CaptureQueriesContext(connection) as caught:
            read()
        cost[name] = len(caught)
    return cost


@pytest.mark.feature("W1.d")
def test_inbox_and_desk_take_as_many_queries_for_many_rows_as_for_few(fixed: World) -> None:
    world = fixed
    schedule.enrol(world, "patient")
    say(world)
    thread_id = Thread.objects.get().id
    jot(world, thread_id, names="lead")
    keep(world)
    clock.set_fixed(clock.now() + timedelta(minutes=5))  # keys that were just made are not kept yet
    few = _cost(world)
    for topic in ("schedule", "skills", "paperwork", "family"):
        say(world, topic=topic)
        say(world, who="neighbour", topic=topic)
    for n in range(6):
        jot(world, thread_id, f"Note {n}", names="lead therapist")
        keep(world, title=f"Reply {n}")
    clock.set_fixed(clock.now() + timedelta(minutes=5))
    assert _cost(world) == few
    assert few["counts"] == 1 and few["page"] == 2 and few["notes"] <= 5, few
