"""The cast stands as it says."""

import pytest

from portal.access import policy
from portal.access.matrix import Permission
from tests.world import build


@pytest.mark.django_db(transaction=True)
def test_the_cast_may_what_the_matrix_says_and_no_more() -> None:
    world = build()
    patient = world.patient
    may = {
        who
        for who in world.people
        if policy.can(
            world.actor(who), Permission.MESSAGE_READ, patient_id=patient.id, program_id=patient.program_id
        )
    }
    assert may == {"patient", "therapist", "lead"}
    sees = {
        who
        for who in world.people
        if policy.can(
            world.actor(who), Permission.SCHEDULE_READ, patient_id=patient.id, program_id=patient.program_id
        )
    }
    assert sees == {"patient", "therapist", "lead", "relative"}
    to = policy.who_can(Permission.MESSAGE_READ, patient_id=patient.id, program_id=patient.program_id)
    assert set(to) == {world.people[who].id for who in ("patient", "therapist", "lead")}
