"""The administrator's desk over REST: programs, tracks, hours, holidays and staff."""

from datetime import timedelta
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.programs import admin_shapes as w
from portal.kernel import limits
from portal.programs import actions, administration

_HOUR = timedelta(hours=1)


class Programs(Endpoint):
    """The programs in which one works; others have none."""

    object_type = "program"

    @extend_schema(operation_id="programs_list", responses=w.ProgramListShape)
    def get(self, request: Request) -> Response:
        rows = administration.programs(self.actor)
        return answer({"programs": [w.shape_program(row) for row in rows]})

    @extend_schema(
        operation_id="program_create",
        request=w.ProgramBody,
        responses={200: w.ProgramShape, 201: w.ProgramShape},
    )
    def post(self, request: Request) -> Response:
        row, made = actions.new_program(self.actor, key=self.idempotency_key(), **self.body(w.ProgramBody))
        return answer(w.shape_program(row), status=201 if made else 200)


class Program(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="program_get", responses=w.SettingShape)
    def get(self, request: Request, program_id: UUID) -> Response:
        return answer(w.shape_setting(administration.setting(self.actor, program_id=program_id)))

    @extend_schema(operation_id="program_change", request=w.ProgramChange, responses=w.ProgramShape)
    def patch(self, request: Request, program_id: UUID) -> Response:
        """412 when somebody changed the program since `version`."""
        body = self.body(w.ProgramChange)
        version = body.pop("version")
        row = actions.change_program(self.actor, program_id=program_id, version=version, changes=body)
        return answer(w.shape_program(row))


class Tracks(Endpoint):
    object_type = "program"

    @extend_schema(
        operation_id="track_create", request=w.TrackBody, responses={200: w.TrackShape, 201: w.TrackShape}
    )
    def post(self, request: Request, program_id: UUID) -> Response:
        row, made = actions.new_track(
            self.actor, key=self.idempotency_key(), program_id=program_id, **self.body(w.TrackBody)
        )
        return answer(w.shape_track(row), status=201 if made else 200)


class Track(Endpoint):
    object_type = "track"

    @extend_schema(operation_id="track_change", request=w.TrackChange, responses=w.TrackShape)
    def patch(self, request: Request, program_id: UUID, track_id: UUID) -> Response:
        body = self.body(w.TrackChange)
        version = body.pop("version")
        row = actions.change_track(
            self.actor, program_id=program_id, track_id=track_id, version=version, changes=body
        )
        return answer(w.shape_track(row))


class Hours(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="team_hours_set", request=w.HoursBody, responses=w.SettingShape)
    def put(self, request: Request, program_id: UUID) -> Response:
        """The whole week at once; a day without a row has no hours."""
        body = self.body(w.HoursBody)
        hours = {row["weekday"]: (row["opens"], row["closes"]) for row in body["hours"]}
        actions.set_team_hours(self.actor, program_id=program_id, hours=hours, version=body["version"])
        return answer(w.shape_setting(administration.setting(self.actor, program_id=program_id)))


class Holidays(Endpoint):
    object_type = "program"

    @extend_schema(
        operation_id="holiday_create",
        request=w.HolidayBody,
        responses={200: w.HolidayShape, 201: w.HolidayShape},
    )
    def post(self, request: Request, program_id: UUID) -> Response:
        body = self.body(w.HolidayBody)
        row, made = actions.new_holiday(
            self.actor, key=self.idempotency_key(), program_id=program_id, on=body["date"], name=body["name"]
        )
        return answer(w.shape_holiday(row), status=201 if made else 200)


class Holiday(Endpoint):
    object_type = "holiday"

    @extend_schema(operation_id="holiday_remove", responses={204: None})
    def delete(self, request: Request, program_id: UUID, holiday_id: UUID) -> Response:
        actions.remove_holiday(self.actor, program_id=program_id, holiday_id=holiday_id)
        return Response(status=204)


class StaffList(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="staff_list", responses=w.StaffListShape)
    def get(self, request: Request, program_id: UUID) -> Response:
        rows = administration.posts(self.actor, program_id=program_id)
        return answer({"staff": [w.shape_post(row) for row in rows]})

    @extend_schema(
        operation_id="staff_add", request=w.StaffBody, responses={200: w.StaffShape, 201: w.StaffShape}
    )
    def post(self, request: Request, program_id: UUID) -> Response:
        """Adds a post and mails its invitation."""
        row, made = actions.hire(
            self.actor, key=self.idempotency_key(), program_id=program_id, **self.body(w.StaffBody)
        )
        found = administration.post(self.actor, staff_id=row.id)
        return answer(w.shape_post(found), status=201 if made else 200)


class StaffInvitation(Endpoint):
    object_type = "staff"

    @extend_schema(operation_id="staff_invite", request=None, responses=w.StaffShape)
    def post(self, request: Request, staff_id: UUID) -> Response:
        """Mails the invitation again; the one before it is over."""
        limits.hit("staff.invite", str(staff_id), most=5, per=_HOUR)
        actions.invite_staff(self.actor, staff_id=staff_id)
        return answer(w.shape_post(administration.post(self.actor, staff_id=staff_id)))


class StaffEnd(Endpoint):
    object_type = "staff"

    @extend_schema(operation_id="staff_end", request=w.VersionBody, responses=w.StaffShape)
    def post(self, request: Request, staff_id: UUID) -> Response:
        """Ends the post now, with its care teams; refused for the last administrator."""
        version = self.body(w.VersionBody)["version"]
        actions.end_staff(self.actor, staff_id=staff_id, version=version)
        return answer(w.shape_post(administration.post(self.actor, staff_id=staff_id)))
