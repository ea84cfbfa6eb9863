"""What a session of today does to the order of the inbox."""

from datetime import time, timedelta

import pytest

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging import actions, selectors
from portal.messaging.models import Thread
from portal.outbox import jobs
from portal.outbox import models as outbox
from portal.schedule import actions as sessions
from portal.schedule.models import Booking
from tests.portal.messaging.objects import say
from tests.portal.schedule import objects as schedule
from tests.world import SETUP, World

SYSTEM = Actor.system("messaging")


def _order(world: World) -> list[str]:
    return [row.patient_name for row in selectors.inbox(world.actor("lead")).rows]


def _two_waiting(world: World) -> None:
    """The neighbour asks what is due at noon; the patient what is due tomorrow, with a session at 11:30."""
    schedule.enrol(world)
    schedule.series(world, wall_time=time(11, 30))
    say(world, who="neighbour", topic="schedule")
    say(world, who="patient", topic="paperwork")


@pytest.mark.feature("W1.b")
def test_a_session_today_brings_a_thread_forward_until_it_has_begun(fixed: World) -> None:
    _two_waiting(fixed)
    assert _order(fixed) == ["Neighbour", "Patient"]
    assert actions.place_by_sessions(SYSTEM) == 1
    assert actions.place_by_sessions(SYSTEM) == 0
    assert _order(fixed) == ["Patient", "Neighbour"]
    told = outbox.Item.objects.filter(event__kind="messaging.thread_ranked")
    team = {fixed.people[who].id for who in ("therapist", "lead")}
    assert set(told.values_list("recipient", flat=True)) == team
    clock.set_fixed(clock.now() + timedelta(hours=1, minutes=31))
    assert actions.place_by_sessions(SYSTEM) == 1
    assert _order(fixed) == ["Neighbour", "Patient"]


@pytest.mark.feature("W1.b")
def test_the_first_words_of_a_patient_with_a_session_are_placed_at_once(fixed: World) -> None:
    _two_waiting(fixed)
    jobs.run_due()
    assert _order(fixed) == ["Patient", "Neighbour"]


@pytest.mark.feature("W1.b")
def test_a_session_that_is_cancelled_no_longer_counts(fixed: World) -> None:
    _two_waiting(fixed)
    jobs.run_due()
    for booking in Booking.objects.filter(patient=fixed.patient, starts_at__date=clock.now().date()):
        sessions.cancel_session(SETUP, session_id=booking.session_id, version=booking.session.version)
    jobs.run_due()
    assert _order(fixed) == ["Neighbour", "Patient"]
    assert Thread.objects.get(patient=fixed.patient).session_at is None


def test_a_session_of_tomorrow_is_not_one_of_today(fixed: World) -> None:
    schedule.enrol(fixed)
    schedule.series(fixed, wall_time=time(9))
    say(fixed)
    assert actions.place_by_sessions(SYSTEM) == 0


def test_people_cannot_start_the_job(world: World) -> None:
    with pytest.raises(NotFound):
        actions.place_by_sessions(world.actor("lead"))
