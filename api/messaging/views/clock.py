"""REST of the reply clock: for the team, and for who leads and administers it."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.messaging.serializers import clock as s
from portal.messaging import actions, selectors


class TeamClock(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="team_clock", responses=s.TeamClockSerializer)
    def get(self, request: Request, program_id: UUID) -> Response:
        return answer(s.shape_clock(selectors.team_clock(self.actor, program_id=program_id)))


class Terms(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="answer_terms", responses=s.TermsSerializer)
    def get(self, request: Request, program_id: UUID) -> Response:
        return answer(s.shape_terms(selectors.terms(self.actor, program_id=program_id)))

    @extend_schema(operation_id="answer_terms_set", request=s.TermsIn, responses=s.TermsSerializer)
    def put(self, request: Request, program_id: UUID) -> Response:
        """From a day on; the same day again replaces what was planned for it."""
        actions.set_promises(self.actor, program_id=program_id, **self.body(s.TermsIn))
        return answer(s.shape_terms(selectors.terms(self.actor, program_id=program_id)))


class ReplyReport(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="reply_report", parameters=[s.ReportQuery], responses=s.ReplyReportSerializer)
    def get(self, request: Request, program_id: UUID) -> Response:
        """By topic, of the questions that were asked on these days."""
        asked = self.query(s.ReportQuery)
        found = selectors.reply_report(
            self.actor, program_id=program_id, since=asked["since"], until=asked["until"],
            track_id=asked.get("track"),
        )  # fmt: skip
        return answer(s.shape_report(found))


class OwnerCheck(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="owner_check", responses=s.OwnerCheckSerializer)
    def get(self, request: Request, program_id: UUID) -> Response:
        return answer(s.shape_owner_check(selectors.owner_check(self.actor, program_id=program_id)))
