"""Daily check-ins over REST. Who may what is asked of the portal, each time."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.checkins import serializers as s
from portal.checkins import actions, selectors


class CheckIns(Endpoint):
    object_type = "patient"

    @extend_schema(
        operation_id="checkins_get", parameters=[s.CheckInsQuery], responses=s.CheckInCardSerializer
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        found = selectors.card(self.actor, patient_id=patient_id, **self.query(s.CheckInsQuery))
        return answer(s.shape_card(found))

    @extend_schema(operation_id="checkin_save", request=s.CheckInBody, responses={201: s.CheckInSerializer})
    def post(self, request: Request, patient_id: UUID) -> Response:
        row, made = actions.save_checkin(
            self.actor, patient_id=patient_id, key=self.idempotency_key(), **self.body(s.CheckInBody)
        )
        found = selectors.Day(row, selectors.before(row))
        return answer(s.shape_day(found), status=201 if made else 200)


class CheckIn(Endpoint):
    """Undo, for a quarter of an hour."""

    object_type = "check_in"

    @extend_schema(operation_id="checkin_take_back", responses={204: None})
    def delete(self, request: Request, checkin_id: UUID) -> Response:
        actions.take_back_checkin(self.actor, checkin_id=checkin_id)
        return answer(None, status=204)


class Targets(Endpoint):
    object_type = "patient"

    @extend_schema(
        operation_id="checkin_targets_set",
        request=s.CheckInTargetsBody,
        responses={200: s.CheckInTargetsSerializer},
    )
    def put(self, request: Request, patient_id: UUID) -> Response:
        asked = actions.set_targets(self.actor, patient_id=patient_id, **self.body(s.CheckInTargetsBody))
        return answer(s.shape_targets(asked))
