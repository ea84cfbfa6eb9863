"""A15: a batch that holds somebody else's id is refused whole, and says nothing about that one."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from portal.kernel import clock
from portal.schedule.models import Booking
from tests.portal.schedule import objects
from tests.world import World, build


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = build()
    objects.add(made)
    yield made
    clock.set_fixed(None)


def _mark(client: Client, session_id: Any, *patients: Any) -> Any:
    marks = [{"patient_id": str(patient), "state": "here"} for patient in patients]
    return client.post(
        f"/api/v1/sessions/{session_id}/attendance",
        {"marks": marks},
        content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )


def test_a15_one_of_ones_own_and_one_of_anothers_marks_nobody(world: World) -> None:
    session = objects.next_session(world)
    clock.set_fixed(session.starts_at)
    client = world.client("off_team")  # looks after the neighbour, not after the patient
    real = _mark(client, session.id, world.neighbour.id, world.patient.id)
    made_up = _mark(client, session.id, world.neighbour.id, uuid4())
    assert real.status_code == made_up.status_code == 404
    assert real.content == made_up.content
    assert set(Booking.objects.filter(session=session).values_list("state", flat=True)) == {"planned"}
    assert _mark(client, session.id, world.neighbour.id).status_code == 200
    assert objects.booked(world, session).state == "planned"
