"""Who gets what of programs, staff, patients and teams."""

from datetime import date, timedelta
from uuid import uuid4

from portal.kernel import clock
from portal.programs import actions
from tests.cast import Made, Row, everyone
from tests.portal.programs.objects import admitted, closed, hired
from tests.world import World

KNOWS: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200, "administrator": 200}
# Who works in the first program.
INSIDE: dict[str, int | str] = dict.fromkeys(
    ("therapist", "off_team", "removed", "lead", "administrator"), 200
)
ADMIN: dict[str, int | str] = {"administrator": 200}
MADE: dict[str, int | str] = {"administrator": 201}
DESK: dict[str, int | str] = {"administrator": 200, "lead": 200}
DESK_MADE: dict[str, int | str] = {"administrator": 201, "lead": 201}


def patient(world: World) -> Made:
    return {"path": {"patient_id": world.patient.id}}


def program(world: World) -> Made:
    return {"path": {"program_id": world.program.id}}


def _new_program(_world: World) -> Made:
    return {"body": {"name": "Evening IOP", "timezone": "America/Chicago"}}


def _changed(world: World) -> Made:
    return program(world) | {"body": {"version": world.program.version, "name": "Adults"}}


def _track(world: World) -> Made:
    return program(world) | {"body": {"name": "Morning", "part_of_day": "morning"}}


def _changed_track(world: World) -> Made:
    ids = {"program_id": world.program.id, "track_id": world.track.id}
    return {"path": ids, "body": {"version": world.track.version, "capacity": 9}}


def _hours(world: World) -> Made:
    hours = [{"weekday": 0, "opens": "09:00", "closes": "17:00"}]
    return program(world) | {"body": {"version": world.program.version, "hours": hours}}


def _holiday(world: World) -> Made:
    return program(world) | {"body": {"date": "2030-07-04", "name": "Independence Day"}}


def _closed(world: World) -> Made:
    return {"path": {"program_id": world.program.id, "holiday_id": closed(world).id}}


def _post(world: World) -> Made:
    return program(world) | {"body": {"name": "Nora Bell", "email": "nora@example.test", "role": "nurse"}}


def _hired(world: World) -> Made:
    return {"path": {"staff_id": hired(world).id}}


def _ended(world: World) -> Made:
    return _hired(world) | {"body": {"version": 1}}


def _admission(world: World) -> Made:
    names = {"preferred_name": "Lena", "full_name": "Lena Ortiz", "email": "lena@example.test"}
    return program(world) | {"body": names | {"admitted_on": "2030-01-07"}}


def _invited(world: World) -> Made:
    return {"path": {"patient_id": admitted(world).id}, "body": {}}


def _level(world: World) -> Made:
    day = clock.now().date() + timedelta(days=1)
    return patient(world) | {"body": {"level": "iop3", "starts_on": str(day), "weekdays": [0, 2, 4]}}


def _joins(world: World) -> Made:
    return patient(world) | {"body": {"staff_id": str(world.staff["off_team"].id)}}


def _leaves(world: World) -> Made:
    return {"path": {"patient_id": world.patient.id, "staff_id": world.staff["therapist"].id}}


def _off(world: World) -> Made:
    days = {"starts_on": "2090-01-02", "ends_on": "2090-01-03"}
    return {"body": {"staff_id": str(world.staff["therapist"].id)} | days}


def _planned(world: World) -> Made:
    row, _ = actions.plan_away(
        world.actor("therapist"), key=uuid4(), staff_id=world.staff["therapist"].id,
        starts_on=date(2090, 1, 2), ends_on=date(2090, 1, 3),
    )  # fmt: skip
    return {"path": {"away_id": row.id}}


OFF = ("therapist", "lead", "administrator")

ROWS = [
    Row("GET", "/api/v1/programs/{program_id}/away", make=program, expect=INSIDE),
    Row("POST", "/api/v1/away", make=_off, expect=dict.fromkeys(OFF, 201)),
    Row("DELETE", "/api/v1/away/{away_id}", make=_planned, expect=dict.fromkeys(OFF, 204)),
    # A list: whoever has no patient gets an empty one.
    Row("GET", "/api/v1/patients", expect=everyone(status=200)),
    Row("GET", "/api/v1/patients/{patient_id}", make=patient, expect=KNOWS),
    Row("GET", "/api/v1/patients/{patient_id}/care-team", make=patient, expect=KNOWS),
    Row("GET", "/api/v1/patients/{patient_id}/enrolments", make=patient, expect=KNOWS),
    # The desk: an administrator, for patients and teams also the lead.
    Row("GET", "/api/v1/programs", expect=everyone(status=200)),
    Row("POST", "/api/v1/programs", make=_new_program, expect=MADE | {"other_administrator": 201}),
    Row("GET", "/api/v1/programs/{program_id}", make=program, expect=INSIDE),
    Row("PATCH", "/api/v1/programs/{program_id}", make=_changed, expect=ADMIN),
    Row("POST", "/api/v1/programs/{program_id}/tracks", make=_track, expect=MADE),
    Row("PATCH", "/api/v1/programs/{program_id}/tracks/{track_id}", make=_changed_track, expect=ADMIN),
    Row("PUT", "/api/v1/programs/{program_id}/hours", make=_hours, expect=ADMIN),
    Row("POST", "/api/v1/programs/{program_id}/holidays", make=_holiday, expect=MADE),
    Row(
        "DELETE",
        "/api/v1/programs/{program_id}/holidays/{holiday_id}",
        make=_closed,
        expect={"administrator": 204},
    ),
    Row("GET", "/api/v1/programs/{program_id}/staff", make=program, expect=ADMIN),
    Row("POST", "/api/v1/programs/{program_id}/staff", make=_post, expect=MADE),
    Row("POST", "/api/v1/staff/{staff_id}/invitation", make=_hired, expect=ADMIN),
    Row("POST", "/api/v1/staff/{staff_id}/end", make=_ended, expect=ADMIN),
    Row("GET", "/api/v1/programs/{program_id}/patients", make=program, expect=DESK),
    Row("POST", "/api/v1/programs/{program_id}/patients", make=_admission, expect=DESK_MADE),
    Row("GET", "/api/v1/patients/{patient_id}/admission", make=patient, expect=DESK),
    Row("POST", "/api/v1/patients/{patient_id}/invitation", make=_invited, expect=DESK),
    Row("POST", "/api/v1/patients/{patient_id}/enrolments", make=_level, expect=DESK_MADE),
    Row("POST", "/api/v1/patients/{patient_id}/care-team", make=_joins, expect=DESK_MADE),
    Row("DELETE", "/api/v1/patients/{patient_id}/care-team/{staff_id}", make=_leaves, expect=DESK),
]
