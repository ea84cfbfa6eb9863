"""Alerts and help over REST."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint
from api.safety import serializers as wire
from portal.safety import actions, selectors


class Alerts(Endpoint):
    object_type = "alert"

    @extend_schema(operation_id="alerts", responses=wire.AlertShape(many=True))
    def get(self, request: Request) -> Response:
        return Response([wire.shape_alert(alert) for alert in selectors.alerts(self.actor)])


class Acknowledge(Endpoint):
    object_type = "alert"

    @extend_schema(operation_id="acknowledge_alert", request=None, responses=wire.AlertShape)
    def post(self, request: Request, alert_id: UUID) -> Response:
        actions.acknowledge_alert(self.actor, alert_id=alert_id)
        return Response(wire.shape_alert(selectors.alert(self.actor, alert_id=alert_id)))


class Crisis(Endpoint):
    """Public: whoever needs help needs no account."""

    permission_classes = (AllowAny,)

    @extend_schema(operation_id="crisis", responses=wire.CrisisShape, auth=[])
    def get(self, request: Request) -> Response:
        return Response(wire.shape_crisis(selectors.help_lines(self.actor)))
