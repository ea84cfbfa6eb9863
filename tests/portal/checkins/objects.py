"""What tests of daily check-ins add to the cast."""

from typing import Any
from uuid import uuid4

from portal.checkins import actions, logic, selectors
from portal.checkins.models import CheckIn
from portal.kernel import clock
from tests.world import World

FULL: dict[str, Any] = {
    "mood": 6, "sleep_hours": 7, "sleep_quality": 3, "urges": {"any": 2}, "skills": ["paced-breathing"],
    "note": "Walked to the corner",
}  # fmt: skip


def saved(world: World, *, who: str = "patient", **fields: Any) -> CheckIn:
    """One saving for today, of the first patient unless `who` names another of the cast."""
    patient = {"patient": world.patient, "neighbour": world.neighbour, "stranger": world.stranger}[who]
    patient.refresh_from_db()
    today = logic.today_in(selectors.zone_of(patient), clock.now())
    given: dict[str, Any] = {"day": today, "key": uuid4(), **FULL}
    row, _ = actions.save_checkin(world.actor(who), patient_id=patient.id, **(given | fields))
    return row
