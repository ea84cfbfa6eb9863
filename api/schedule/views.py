"""The week over REST. Who may what is asked of the portal, each time."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.schedule import serializers as s
from portal.schedule import actions, flags, selectors


class Today(Endpoint):
    """Everything that the patient's Today shows, in one answer."""

    object_type = "patient"

    @extend_schema(operation_id="today_get", responses=s.TodaySerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return answer(s.shape_today(selectors.today(self.actor, patient_id=patient_id)))


class Week(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="week_get", parameters=[s.WeekQuery], responses=s.WeekSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        start = self.query(s.WeekQuery).get("start")
        return answer(s.shape_week(selectors.week(self.actor, patient_id=patient_id, start=start)))


class Late(Endpoint):
    """A patient says that they are late or cannot come; an empty word takes it back."""

    object_type = "session"

    @extend_schema(operation_id="session_late", request=s.LateBody, responses={200: s.BookingSerializer})
    def post(self, request: Request, session_id: UUID) -> Response:
        row = actions.report_late(self.actor, session_id=session_id, **self.body(s.LateBody))
        return answer(s.shape_booking(row, whole=True))


class DaySheet(Endpoint):
    object_type = "day_sheet"

    @extend_schema(
        operation_id="day_sheet_get", parameters=[s.DayQuery], responses=s.SheetSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        sheets = selectors.day_sheet(self.actor, on=self.query(s.DayQuery).get("date"))
        found = flags.of_bookings(self.actor, [row for sheet in sheets for row in sheet.bookings])
        return answer([s.shape_sheet(sheet, found) for sheet in sheets])


class Attendance(Endpoint):
    """GET: one session's sheet. POST: marks some or all of its people."""

    object_type = "session"

    @extend_schema(operation_id="attendance_get", responses=s.SheetSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        return answer(self._sheet(session_id))

    @extend_schema(
        operation_id="attendance_mark", request=s.AttendanceBody, responses={200: s.SheetSerializer}
    )
    def post(self, request: Request, session_id: UUID) -> Response:
        marks = [actions.Mark(**mark) for mark in self.body(s.AttendanceBody)["marks"]]
        actions.mark_attendance(self.actor, session_id=session_id, marks=marks)
        return answer(self._sheet(session_id))

    def _sheet(self, session_id: UUID) -> dict[str, object]:
        sheet = selectors.session_for_marking(self.actor, session_id=session_id)
        return s.shape_sheet(sheet, flags.of_bookings(self.actor, sheet.bookings))


class Move(Endpoint):
    object_type = "session"

    @extend_schema(operation_id="session_move", request=s.MoveBody, responses={200: s.SessionSerializer})
    def post(self, request: Request, session_id: UUID) -> Response:
        row = actions.move_session(self.actor, session_id=session_id, **self.body(s.MoveBody))
        return answer(s.shape_session(row))


class Cancel(Endpoint):
    object_type = "session"

    @extend_schema(operation_id="session_cancel", request=s.CancelBody, responses={200: s.SessionSerializer})
    def post(self, request: Request, session_id: UUID) -> Response:
        row = actions.cancel_session(self.actor, session_id=session_id, **self.body(s.CancelBody))
        return answer(s.shape_session(row))
