"""Who am I, what I set for myself, on which devices I am signed in."""

from uuid import UUID

from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.accounts import serializers as shapes
from api.base import Endpoint, OpenEndpoint, answer
from portal.accounts import actions, selectors


class SessionView(OpenEndpoint):
    object_type = "session"

    @extend_schema(operation_id="session", responses=shapes.SessionShape)
    def get(self, request: Request) -> Response:
        """Also signed out: the CSRF token, the server's clock, and who is here, if anyone."""
        me = selectors.me(self.actor) if request.user.is_authenticated else None
        return answer(shapes.shape_session(me, csrf=get_token(request._request)))


class AccountView(Endpoint):
    object_type = "account"

    @extend_schema(operation_id="changeAccount", request=shapes.ProfileBody, responses=shapes.AccountShape)
    def patch(self, request: Request) -> Response:
        actions.change_profile(self.actor, changes=self.body(shapes.ProfileBody))
        return answer(shapes.shape_account(selectors.me(self.actor)))


class SetupView(Endpoint):
    object_type = "account"

    @extend_schema(operation_id="finishSetup", request=shapes.SetupBody, responses=shapes.AccountShape)
    def post(self, request: Request) -> Response:
        actions.finish_setup(self.actor, **self.body(shapes.SetupBody))
        return answer(shapes.shape_account(selectors.me(self.actor)))


class ThisDeviceView(Endpoint):
    object_type = "session"

    @extend_schema(operation_id="sayDevice", request=shapes.DeviceBody, responses=shapes.AccountShape)
    def post(self, request: Request) -> Response:
        actions.say_device(self.actor, device=self.body(shapes.DeviceBody)["device"])
        return answer(shapes.shape_account(selectors.me(self.actor)))


class DevicesView(Endpoint):
    object_type = "session"

    @extend_schema(operation_id="devices", responses=shapes.DeviceList)
    def get(self, request: Request) -> Response:
        current = self.actor.session
        rows = selectors.own_sessions(self.actor)
        return answer({"items": [shapes.shape_device(row, current=current) for row in rows]})


class DeviceView(Endpoint):
    object_type = "session"

    @extend_schema(operation_id="endDevice", responses={204: None})
    def delete(self, request: Request, session_id: UUID) -> Response:
        actions.end_session(self.actor, session_id=session_id)
        return Response(status=204)
