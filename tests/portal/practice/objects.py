"""What tests of practice add to the cast: entries of the first patient."""

from typing import Any
from uuid import uuid4

from portal.practice import actions
from portal.practice.models import Entry
from tests.world import World

SKILL = "paced-breathing"


def noted(world: World, *, who: str = "patient", **fields: Any) -> Entry:
    """One entry, of the first patient unless `who` names another of the cast."""
    patient = {"patient": world.patient, "neighbour": world.neighbour, "stranger": world.stranger}[who]
    given: dict[str, Any] = {"skill": SKILL, "before": 7, "after": 4, "situation": "Before the call"}
    row, _ = actions.log_practice(world.actor(who), patient_id=patient.id, key=uuid4(), **(given | fields))
    return row
