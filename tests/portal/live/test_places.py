"""Registering, the waiting line, coming in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, NotFound
from portal.live import actions, selectors
from portal.live.models import Registration
from tests.portal.live import objects
from tests.world import World, account, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return build()


def status(actor: Actor, session_id: object) -> str:
    row = next(each for each in selectors.sessions(actor) if each.id == session_id)
    return str(row.mine[0].status) if row.mine else "none"  # type: ignore[attr-defined]  # a prefetch


@pytest.mark.feature("L1.a", "L1.c")
def test_a_person_without_any_consent_registers_and_cancels(world: World) -> None:
    row = objects.session(world)
    nobodys_relative = world.actor("relative_none")
    actions.register(nobodys_relative, session_id=row.id)
    assert status(nobodys_relative, row.id) == "registered"
    actions.cancel(nobodys_relative, session_id=row.id)
    assert status(nobodys_relative, row.id) == "cancelled"
    with pytest.raises(NotFound):
        actions.cancel(nobodys_relative, session_id=row.id)


@pytest.mark.feature("L1.b")
def test_the_first_in_the_line_moves_up_when_a_place_is_given_back(world: World) -> None:
    row = objects.session(world, capacity=1)
    first, second, third = (world.actor(who) for who in ("relative", "relative_none", "neighbour"))
    for actor in (first, second, third):
        actions.register(actor, session_id=row.id)
    assert [status(each, row.id) for each in (first, second, third)] == ["registered", "waiting", "waiting"]
    actions.cancel(second, session_id=row.id)
    assert status(third, row.id) == "waiting", "a place in the line frees no place in the room"
    actions.register(second, session_id=row.id)
    actions.cancel(first, session_id=row.id)
    assert [status(each, row.id) for each in (third, second)] == ["registered", "waiting"]


@pytest.mark.feature("L1.b")
def test_capacity_holds_when_many_register_at_once(world: World) -> None:
    row = objects.session(world, capacity=3)
    people = [Actor.person(account(f"guest_{n}").id) for n in range(10)]

    def take(actor: Actor) -> None:
        try:
            actions.register(actor, session_id=row.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(take, people))
    rows = Registration.objects.filter(session=row)
    assert rows.filter(status="registered").count() == 3
    assert rows.filter(status="waiting").count() == 7
    assert sorted(rows.values_list("place", flat=True)) == list(range(1, 11))


@pytest.mark.feature("L1.b")
def test_capacity_holds_when_places_are_given_back_at_once(world: World) -> None:
    row = objects.session(world, capacity=3)
    people = [Actor.person(account(f"guest_{n}").id) for n in range(8)]
    for actor in people:
        actions.register(actor, session_id=row.id)

    def give_back(actor: Actor) -> None:
        try:
            actions.cancel(actor, session_id=row.id)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(give_back, people[:4]))
    rows = Registration.objects.filter(session=row)
    assert rows.filter(status="registered").count() == 3
    assert rows.filter(status="waiting").count() == 1


def test_registering_again_changes_nothing(world: World) -> None:
    row = objects.session(world, capacity=1)
    for _again in range(3):
        actions.register(world.actor("relative"), session_id=row.id)
    assert Registration.objects.get(session=row).place == 1


def test_the_door_opens_ten_minutes_before_the_start(world: World) -> None:
    row = objects.session(world, minutes_ahead=11)
    actor = world.actor("relative")
    actions.register(actor, session_id=row.id)
    with pytest.raises(Conflict, match="door_closed"):
        actions.join(actor, session_id=row.id)
    clock.set_fixed(row.starts_at - timedelta(minutes=10))
    try:
        actions.join(actor, session_id=row.id)
    finally:
        clock.set_fixed(None)
    assert selectors.room(actor, session_id=row.id).session.state == "planned"


def test_who_waits_or_has_no_place_does_not_come_in(world: World) -> None:
    row = objects.opened(world, "relative", capacity=1)
    actions.register(world.actor("relative_none"), session_id=row.id)
    for who in ("relative_none", "neighbour"):
        with pytest.raises(NotFound):
            actions.join(world.actor(who), session_id=row.id)
        with pytest.raises(NotFound):
            selectors.room(world.actor(who), session_id=row.id)


def test_a_locked_room_lets_back_in_only_who_was_there(world: World) -> None:
    row = objects.opened(world, "relative")
    actions.register(world.actor("relative_none"), session_id=row.id)
    actions.leave(world.actor("relative"), session_id=row.id)
    actions.lock_session(world.actor("therapist"), session_id=row.id, locked=True)
    with pytest.raises(Conflict, match="door_locked"):
        actions.join(world.actor("relative_none"), session_id=row.id)
    actions.join(world.actor("relative"), session_id=row.id)
