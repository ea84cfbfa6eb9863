"""Who gets what from the schedule."""

from datetime import timedelta

from portal.kernel import clock
from portal.schedule.models import Session
from tests.cast import Made, Row, everyone
from tests.portal.schedule.objects import add, next_session
from tests.world import World

OWN: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}


def patient(world: World) -> Made:
    add(world)
    return {"path": {"patient_id": world.patient.id}}


def session(world: World) -> Made:
    """A session that starts in ten minutes, with both patients of the first program in it."""
    add(world)
    found = next_session(world)
    Session.objects.filter(id=found.id).update(
        starts_at=clock.now() + timedelta(minutes=10), ends_at=clock.now() + timedelta(minutes=100)
    )
    return {"path": {"session_id": found.id}}


def late(world: World) -> Made:
    return session(world) | {"body": {"says": "late", "minutes": 5, "reason": "Bus"}}


def marks(world: World) -> Made:
    return session(world) | {"body": {"marks": [{"patient_id": world.patient.id, "state": "here"}]}}


def move(world: World) -> Made:
    on = clock.now().date() + timedelta(days=3)
    return session(world) | {"body": {"version": 1, "on": on, "wall_time": "09:00"}}


def cancel(world: World) -> Made:
    return session(world) | {"body": {"version": 1}}


ROWS = [
    Row("GET", "/api/v1/patients/{patient_id}/today", make=patient, expect=OWN),
    Row("GET", "/api/v1/patients/{patient_id}/week", make=patient, expect=OWN | {"relative": 200}),
    # The neighbour is in the same group: each speaks for their own place in it.
    Row("POST", "/api/v1/sessions/{session_id}/late", make=late, expect={"patient": 200, "neighbour": 200}),
    Row(
        "GET",
        "/api/v1/sessions/{session_id}/attendance",
        make=session,
        expect={"therapist": 200, "off_team": 200, "lead": 200},
    ),
    Row(
        "POST",
        "/api/v1/sessions/{session_id}/attendance",
        make=marks,
        expect={"therapist": 200, "lead": 200},
    ),
    Row(
        "POST",
        "/api/v1/sessions/{session_id}/move",
        make=move,
        expect={"lead": 200, "administrator": 200},
    ),
    Row(
        "POST",
        "/api/v1/sessions/{session_id}/cancel",
        make=cancel,
        expect={"lead": 200, "administrator": 200},
    ),
    # A list: whoever has nobody to mark gets an empty one.
    Row("GET", "/api/v1/day-sheet", expect=everyone(status=200)),
]
