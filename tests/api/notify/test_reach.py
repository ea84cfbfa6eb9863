"""What the team sees of how a patient can be reached."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kernel import clock
from portal.notify import devices, ledger
from portal.notify.models import Notice, PushDevice
from tests.portal.notify.objects import NUMBER, phone, texts
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


def looks(world: World, who: str = "therapist") -> dict[str, Any]:
    found: dict[str, Any] = world.client(who).get(f"/api/v1/patients/{world.patient.id}/reach").json()
    return found


def sent(world: World, state: str = "sent") -> None:
    now = clock.now()
    rows = ledger.drafts(
        account_id=world.people["patient"].id, channels=["push"], template="message", about_id=uuid4(),
        about_at=now, path=f"/messages/{uuid4()}?at=1", once=str(uuid4()), due_at=now,
        stale_at=now + timedelta(hours=1),
    )  # fmt: skip
    for row in rows:
        row.state, row.attempts, row.sent_at = state, 1, now
    Notice.objects.bulk_create(rows)


@pytest.mark.feature("R7.c")
def test_the_team_sees_which_ways_are_open_and_which_device_is_gone(world: World) -> None:
    assert looks(world)["devices"] == 0
    phone(world, name="a")
    phone(world, name="b")
    texts(world)
    devices.bury(PushDevice.objects.order_by("id")[0].id)
    found = looks(world)
    assert (found["devices"], len(found["dead"]), found["sms"], found["has_number"]) == (1, 1, True, True)


@pytest.mark.feature("R7.c")
def test_the_team_sees_what_became_of_each_notice_and_nothing_of_what_it_was(world: World) -> None:
    for state in ("sent", "failed", "held"):
        sent(world, state)
    found = looks(world)
    assert sorted(row["state"] for row in found["notices"]) == ["failed", "held", "sent"]
    assert {tuple(sorted(row)) for row in found["notices"]} == {("at", "channel", "id", "state")}
    assert "/messages/" not in str(found)
    assert NUMBER not in str(found)


def test_a_patient_without_an_account_has_no_ways(world: World) -> None:
    world.patient.account = None
    world.patient.save()
    found = looks(world)
    assert (found["account"], found["push"], found["notices"]) == (False, False, [])


def test_twenty_notices_cost_as_many_queries_as_one(world: World) -> None:
    counts = []
    client = world.client("therapist")
    for _round in range(2):
        sent(world)
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/v1/patients/{world.patient.id}/reach")
        counts.append(len(captured))
        for _each in range(25):
            sent(world)
    assert counts[0] == counts[1]
    assert len(looks(world)["notices"]) == 20


@pytest.mark.feature("R7.d")
def test_a_person_is_told_how_many_of_their_own_phones_were_lost_until_one_is_mended(world: World) -> None:
    phone(world)
    devices.bury(PushDevice.objects.get().id)
    mine = world.client("patient").get("/api/v1/reminder-settings").json()
    assert (mine["devices"], mine["dead_devices"]) == (0, 1)
    phone(world, name="new")
    mine = world.client("patient").get("/api/v1/reminder-settings").json()
    assert (mine["devices"], mine["dead_devices"]) == (1, 0)
