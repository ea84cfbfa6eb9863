"""F10: two schedulers at once, and then none for ten minutes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notify import ledger, preferences, tasks
from portal.notify.models import Notice, SunkNotice
from portal.reminders import actions
from tests.faults.workers import Workers
from tests.portal.schedule import objects
from tests.world import World, build

NO_QUIET = {"quiet_from": "00:00", "quiet_until": "00:00"}


@pytest.fixture
def world(transactional_db: None, settings: Settings) -> Iterator[World]:
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    made = build()
    objects.add(made)
    yield made
    clock.set_fixed(None)


@pytest.mark.feature("R4.b")
def test_two_schedulers_plan_each_reminder_once(world: World) -> None:
    Workers(2, "plan").begin().finish()
    planned = Notice.objects.count()
    assert planned > 0
    assert actions.plan_upcoming(Actor.system("reminders")) == 0
    assert Notice.objects.count() == planned


def due(world: World, *, at: datetime, stale: datetime) -> Notice:
    person = world.people["patient"].id
    (row,) = ledger.drafts(
        account_id=person, channels=["email"], template="task", about_id=uuid4(), about_at=stale,
        path="/today", once=f"f10:{at}:{stale}", due_at=at, stale_at=stale,
    )  # fmt: skip
    ledger.plan([row])
    return row


def test_after_ten_minutes_without_one_what_still_helps_is_sent_and_the_rest_expires(world: World) -> None:
    preferences.change_preferences(world.actor("patient"), version=0, changes=NO_QUIET)
    now = clock.now()
    missed = now + timedelta(minutes=2)
    useful = due(world, at=missed, stale=now + timedelta(minutes=30))
    stale = due(world, at=missed, stale=now + timedelta(minutes=5))
    clock.set_fixed(now + timedelta(minutes=10))
    tasks.send_due()
    states = dict(Notice.objects.values_list("id", "state"))
    assert (states[useful.id], states[stale.id]) == ("sent", "expired")
    assert SunkNotice.objects.count() == 1
