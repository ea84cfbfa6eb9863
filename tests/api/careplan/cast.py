"""Who gets what from plans."""

from portal.kernel import clock
from tests.cast import Made, Row
from tests.portal.careplan.objects import ask, goal, plan
from tests.world import World

READS: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}
TEAM: dict[str, int | str] = {"therapist": 200, "lead": 200}


def patient(world: World) -> Made:
    goal(world)
    return {"path": {"patient_id": world.patient.id}}


def start(world: World) -> Made:
    return {"path": {"patient_id": world.patient.id}, "body": {"next_level": "iop2"}}


def whole(world: World) -> Made:
    made = plan(world)
    body = {
        "version": made.version, "next_level": "iop2", "next_around": clock.now().date(), "signs": [],
        "review_at": None, "review_with": [], "what": "What", "why": "Why",
    }  # fmt: skip
    return {"path": {"patient_id": world.patient.id}, "body": body}


def seen(world: World) -> Made:
    return patient(world) | {"body": {"version": 2}}


def new_goal(world: World) -> Made:
    plan(world)
    body = {"title": "Sleep", "clinical_goal": "Sleep hygiene", "steps": [{"who": "patient", "text": "Bed"}]}
    return {"path": {"patient_id": world.patient.id}, "body": body}


def one(world: World) -> Made:
    return {"path": {"goal_id": goal(world).id}}


def change(world: World) -> Made:
    return one(world) | {"body": {"version": 1, "why_changed": "Together", "title": "New"}}


def rating(world: World) -> Made:
    return one(world) | {"body": {"value": 7}}


def asked(world: World) -> Made:
    return one(world) | {"body": {"text": "Mornings?"}}


def request(world: World) -> Made:
    return {"path": {"request_id": ask(world).id}}


ROWS = [
    Row("GET", "/api/v1/patients/{patient_id}/plan", make=patient, expect=READS),
    Row("POST", "/api/v1/patients/{patient_id}/plan", make=start, expect={"therapist": 201, "lead": 201}),
    Row("PUT", "/api/v1/patients/{patient_id}/plan", make=whole, expect=TEAM),
    # The relative of the cast has no scope "plan".
    Row("GET", "/api/v1/patients/{patient_id}/plan/summary", make=patient, expect=READS),
    Row("GET", "/api/v1/patients/{patient_id}/plan/story", make=patient, expect=READS),
    Row("POST", "/api/v1/patients/{patient_id}/plan/seen", make=seen, expect={"patient": 200}),
    Row("POST", "/api/v1/patients/{patient_id}/goals", make=new_goal, expect={"therapist": 201, "lead": 201}),
    Row("GET", "/api/v1/goals/{goal_id}", make=one, expect=READS),
    Row("PATCH", "/api/v1/goals/{goal_id}", make=change, expect=TEAM),
    Row("PUT", "/api/v1/goals/{goal_id}/rating", make=rating, expect={"patient": 200}),
    Row("PUT", "/api/v1/goals/{goal_id}/team-rating", make=rating, expect=TEAM),
    Row("POST", "/api/v1/goals/{goal_id}/change-requests", make=asked, expect={"patient": 201}),
    Row("POST", "/api/v1/change-requests/{request_id}/close", make=request, expect=TEAM),
]
