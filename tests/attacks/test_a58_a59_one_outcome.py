"""A58: several people settle the same session at once: it ends in one state, told once. A59: several want
what only one can have: one gets it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from portal.audit.models import Entry
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.live.models import Registration
from portal.messaging.models import Thread
from portal.notify import preferences, tasks
from portal.notify.models import SunkNotice
from portal.outbox import jobs
from portal.reminders import actions as reminders
from portal.schedule.models import Session
from tests.attacks.at_once import Press, all_at_once, statuses
from tests.portal.live import objects as live
from tests.portal.messaging.objects import say
from tests.portal.schedule import objects
from tests.world import World, account, build, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = 20
PLANNER = Actor.system("reminders")


@pytest.fixture
def world(settings: Settings) -> World:
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    return build()


@pytest.fixture
def fixed_world(world: World) -> Iterator[World]:
    """The evening group at 17:00 in New York, on a Tuesday; the patient is reminded an hour before."""
    clock.set_fixed(objects.at("2027-01-12 15:00"))
    objects.add(world)
    preferences.change_preferences(
        world.actor("patient"), version=0, changes={"leads": [60], "with_time": True}
    )
    reminders.plan_upcoming(PLANNER)
    yield world
    clock.set_fixed(None)


@pytest.mark.feature("D5.f", "R5.a")
def test_a58_a_session_that_several_settle_at_once_ends_in_one_state_told_once(fixed_world: World) -> None:
    world, session = fixed_world, objects.next_session(fixed_world)
    path, version = f"/api/v1/sessions/{session.id}", session.version
    later = {"version": version, "on": session.on, "wall_time": "18:30"}
    presses: list[Press] = [
        (world.client("lead"), "POST", f"{path}/move", later),
        (world.client("administrator"), "POST", f"{path}/move", later | {"wall_time": "19:00"}),
        (world.client("lead"), "POST", f"{path}/cancel", {"version": version}),
        (world.client("administrator"), "POST", f"{path}/cancel", {"version": version}),
    ]
    answers = all_at_once(presses)
    assert [status for status in statuses(answers) if status < 300] == [200]
    assert set(statuses(answers)[1:]) <= {403, 412}
    won = next(n for n, answer in enumerate(answers) if answer.status_code == 200)
    stands = Session.objects.get(id=session.id)
    assert (stands.state, stands.version) == (["moved", "moved", "cancelled", "cancelled"][won], version + 1)
    assert [entry.verb for entry in _entries(stands)] == [f"schedule.{['move', 'cancel'][won // 2]}_session"]
    _let_the_day_pass()
    assert _mails("Reminder: today") == (0 if stands.state == "cancelled" else 1)
    assert _mails("Something in your week changed") == 2  # one for each of the group


@pytest.mark.feature("D5.f")
def test_a58_one_after_the_other_the_audit_has_them_in_order(fixed_world: World) -> None:
    world, session = fixed_world, objects.next_session(fixed_world)
    path = f"/api/v1/sessions/{session.id}"
    moved = {"version": session.version, "on": session.on, "wall_time": "18:30"}
    first = all_at_once([(world.client("lead"), "POST", f"{path}/move", moved)] * 1)
    stands = Session.objects.get(id=session.id)
    cancels: list[Press] = [
        (world.client(who), "POST", f"{path}/cancel", {"version": stands.version})
        for who in ("lead", "administrator", "lead")
    ]
    assert statuses(first) == [200] and statuses(all_at_once(cancels)).count(200) == 1
    verbs = [entry.verb for entry in _entries(session)]
    assert verbs == ["schedule.move_session", "schedule.cancel_session"]
    _let_the_day_pass()
    assert _mails("Reminder: today") == 0


@pytest.mark.feature("D5.f", "L1.b")
def test_a59_of_twenty_who_want_the_last_place_one_gets_it_and_the_others_wait_in_line(world: World) -> None:
    room = live.session(world, capacity=1)
    people = [account(f"guest{n}") for n in range(PLACES)]
    presses: list[Press] = []
    for person in people:
        client = Client(headers={"origin": "http://testserver"})
        sign_in(client, person)
        presses.append((client, "PUT", f"/api/v1/live-sessions/{room.id}/registration", {}))
    assert set(statuses(all_at_once(presses))) == {200}
    rows = Registration.objects.filter(session=room).order_by("place")
    assert [row.status for row in rows] == ["registered"] + ["waiting"] * (PLACES - 1)
    assert [row.place for row in rows] == list(range(1, PLACES + 1))
    assert len({row.alias for row in rows}) == PLACES


@pytest.mark.feature("D5.f", "W2.a")
def test_a59_of_twenty_who_take_a_thread_one_has_it(world: World) -> None:
    thread = say(world).thread
    presses: list[Press] = [
        (world.client(["therapist", "lead"][n % 2]), "POST", f"/api/v1/threads/{thread.id}/claim", {})
        for n in range(PLACES)
    ]
    answers = all_at_once(presses)
    owner = Thread.objects.select_related("assigned_to").get(id=thread.id).assigned_to
    assert owner is not None
    won = ["therapist", "lead"].index(next(who for who, post in world.staff.items() if post == owner))
    assert [answer.status_code for answer in answers] == [200 if n % 2 == won else 409 for n in range(PLACES)]


def _entries(session: Session) -> list[Entry]:
    return list(
        Entry.objects.filter(object_id=session.id, outcome="done", verb__startswith="schedule.").order_by(
            "id"
        )
    )


def _let_the_day_pass() -> None:
    jobs.run_due()
    for hour in ("21:00", "22:30", "23:00", "23:59"):
        clock.set_fixed(objects.at(f"2027-01-12 {hour}"))
        reminders.plan_upcoming(PLANNER)
        tasks.send_due()


def _mails(said: str) -> int:
    return SunkNotice.objects.filter(channel="email", text__contains=said).count()
