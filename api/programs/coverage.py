"""Days off and who covers, over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers as s
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, StrictSerializer, answer
from portal.programs import actions, coverage
from portal.programs.models import ROLES, Away, Staff


class AwayPersonShape(s.Serializer[Any]):
    """`mine`: the reader's own post."""

    staff_id = s.UUIDField()
    name = s.CharField()
    role = s.ChoiceField(choices=ROLES)
    mine = s.BooleanField()


class AwayShape(s.Serializer[Any]):
    """Days of the program's zone, both included. `cover_name` is empty where the whole team covers."""

    id = s.UUIDField()
    staff_id = s.UUIDField()
    name = s.CharField()
    cover_id = s.UUIDField(allow_null=True)
    cover_name = s.CharField(allow_blank=True)
    starts_on = s.DateField()
    ends_on = s.DateField()
    may_change = s.BooleanField()


class CoverageShape(s.Serializer[Any]):
    program_id = s.UUIDField()
    program = s.CharField()
    today = s.DateField()
    away = AwayShape(many=True)
    people = AwayPersonShape(many=True)
    may_manage = s.BooleanField(help_text="For anyone, not for oneself alone.")


class AwayBody(StrictSerializer):
    staff_id = s.UUIDField()
    starts_on = s.DateField()
    ends_on = s.DateField()
    cover_id = s.UUIDField(required=False, allow_null=True, default=None)


def shape_person(staff: Staff, *, mine: bool) -> dict[str, Any]:
    return {"staff_id": staff.id, "name": staff.name, "role": staff.role, "mine": mine}


def shape_away(row: Away, *, may_change: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "staff_id": row.staff_id,
        "name": row.staff.name,
        "cover_id": row.cover_id,
        "cover_name": row.cover.name if row.cover else "",
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "may_change": may_change,
    }


def shape_coverage(found: coverage.Coverage) -> dict[str, Any]:
    mine = {person.staff.account_id for person in found.people if person.mine}
    return {
        "program_id": found.program.id,
        "program": found.program.name,
        "today": found.today,
        "away": [
            shape_away(row, may_change=found.may_manage or row.staff.account_id in mine) for row in found.away
        ],
        "people": [shape_person(person.staff, mine=person.mine) for person in found.people],
        "may_manage": found.may_manage,
    }


class AwayList(Endpoint):
    object_type = "program"

    @extend_schema(operation_id="coverage_get", responses=CoverageShape)
    def get(self, request: Request, program_id: UUID) -> Response:
        """Who is off, now and to come, and who can cover."""
        return answer(shape_coverage(coverage.coverage(self.actor, program_id=program_id)))


class AwayPlan(Endpoint):
    object_type = "staff"

    @extend_schema(operation_id="away_plan", request=AwayBody, responses={200: AwayShape, 201: AwayShape})
    def post(self, request: Request) -> Response:
        row, made = actions.plan_away(self.actor, key=self.idempotency_key(), **self.body(AwayBody))
        return answer(shape_away(row, may_change=True), status=201 if made else 200)


class AwayEnd(Endpoint):
    object_type = "away"

    @extend_schema(operation_id="away_end", responses={204: None})
    def delete(self, request: Request, away_id: UUID) -> Response:
        """Back early, or not leaving after all."""
        actions.end_away(self.actor, away_id=away_id)
        return Response(status=204)
