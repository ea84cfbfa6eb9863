"""The audit over REST. Which programs' entries are shown is decided in the portal; the reading is audited."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.audit import serializers as s
from api.base import Endpoint, answer
from api.pagination import page
from portal.programs import oversight


class Trail(Endpoint):
    """The newest entries first, of the programs that one administers."""

    object_type = "audit"

    @extend_schema(operation_id="audit_list", parameters=[s.TrailQuery], responses=s.TrailShape)
    def get(self, request: Request) -> Response:
        query = self.query(s.TrailQuery)
        rows = oversight.entries(
            self.actor,
            patient_id=query.get("patient"),
            account_id=query.get("account"),
            outcome=query.get("outcome"),
        )
        found, following = page(rows, by="id", cursor=query.get("cursor"), limit=50)
        lines = oversight.lines(self.actor, page=found)
        return answer({"entries": [s.shape_line(line) for line in lines], "next": following})


class People(Endpoint):
    """Staff, past and present, by whom the trail can be narrowed."""

    object_type = "audit"

    @extend_schema(operation_id="audit_people", responses=s.PeopleShape)
    def get(self, request: Request) -> Response:
        return answer({"people": [s.shape_person(row) for row in oversight.people(self.actor)]})


class VerificationView(Endpoint):
    object_type = "audit"

    @extend_schema(operation_id="audit_verdict", responses=s.VerificationShape)
    def get(self, request: Request) -> Response:
        """The latest check of the whole record."""
        return answer(s.shape_verification(oversight.verdict(self.actor)))

    @extend_schema(operation_id="audit_verify", request=None, responses=s.VerificationShape)
    def post(self, request: Request) -> Response:
        """Checks the whole record now."""
        return answer(s.shape_verification(oversight.check_now(self.actor)))
