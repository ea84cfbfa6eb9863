"""One's own wishes and devices over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint
from api.notify import serializers as wire
from portal.notify import devices, preferences, reach


class Preferences(Endpoint):
    object_type = "preferences"

    @extend_schema(operation_id="reminder_settings", responses=wire.PreferencesShape)
    def get(self, request: Request) -> Response:
        return Response(wire.shape_preferences(preferences.own(self.actor), **self._reach()))

    @extend_schema(
        operation_id="change_reminder_settings", request=wire.PreferencesBody, responses=wire.PreferencesShape
    )
    def patch(self, request: Request) -> Response:
        body = self.body(wire.PreferencesBody)
        version = body.pop("version")
        row = preferences.change_preferences(self.actor, version=version, changes=body)
        return Response(wire.shape_preferences(row, **self._reach()))

    def _reach(self) -> dict[str, Any]:
        return {
            "devices": devices.own_count(self.actor),
            "dead_devices": devices.own_dead_count(self.actor),
            "texts_to": preferences.own_number_end(self.actor),
            "texts_stopped": preferences.own_number_stopped(self.actor),
        }


class Devices(Endpoint):
    object_type = "push_device"

    @extend_schema(operation_id="add_push_device", request=wire.PushDeviceBody, responses={204: None})
    def put(self, request: Request) -> Response:
        devices.add_push_device(self.actor, **self.body(wire.PushDeviceBody))
        return Response(status=204)

    @extend_schema(operation_id="remove_push_device", request=wire.PushDeviceGoneBody, responses={204: None})
    def delete(self, request: Request) -> Response:
        devices.remove_push_device(self.actor, **self.body(wire.PushDeviceGoneBody))
        return Response(status=204)


class Reach(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="patient_reach", responses=wire.ReachShape)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return Response(wire.shape_reach(reach.of_patient(self.actor, patient_id=patient_id)))
