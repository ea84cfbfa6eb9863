"""Who gets what from daily check-ins."""

from portal.checkins import logic, selectors
from portal.kernel import clock
from tests.cast import Made, Row
from tests.portal.checkins.objects import FULL, saved
from tests.world import World

READS: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}
CHOOSE: dict[str, int | str] = {"therapist": 200, "lead": 200}


def patient(world: World) -> Made:
    saved(world)
    return {"path": {"patient_id": world.patient.id}}


def day(world: World) -> Made:
    today = logic.today_in(selectors.zone_of(world.patient), clock.now())
    return {"path": {"patient_id": world.patient.id}, "body": {"day": today, **FULL}}


def targets(world: World) -> Made:
    return {"path": {"patient_id": world.patient.id}, "body": {"keys": ["isolate"], "version": 0}}


def one(world: World) -> Made:
    return {"path": {"checkin_id": saved(world).id}}


ROWS = [
    # No relative reads of check-ins: the matrix has no scope for it.
    Row("GET", "/api/v1/patients/{patient_id}/checkins", make=patient, expect=READS),
    Row("POST", "/api/v1/patients/{patient_id}/checkins", make=day, expect={"patient": 201}),
    Row("PUT", "/api/v1/patients/{patient_id}/checkins/targets", make=targets, expect=CHOOSE),
    Row("DELETE", "/api/v1/checkins/{checkin_id}", make=one, expect={"patient": 204}),
]
