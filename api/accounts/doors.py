"""The doors for people who are not signed in yet: invitations, and the education part's mailed numbers.

Codes travel in bodies, never in an address that is logged. Every door is limited by network address, and
the education door by the mail address too, in the same way for known and unknown ones.
"""

from datetime import timedelta
from typing import Any

from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.accounts import serializers as shapes
from api.base import OpenEndpoint, answer
from portal.accounts import actions, entering, passkeys, selectors
from portal.accounts.logic import device_label
from portal.kernel import limits
from portal.kernel.actor import Actor

_TEN_MINUTES = timedelta(minutes=10)
_HOUR = timedelta(hours=1)


class Door(OpenEndpoint):
    """Answers a sign-in with the new session, as GET /session would."""

    def _session(self, request: Request, account_id: Any) -> dict[str, Any]:
        actor = Actor.person(account_id, session=str(request.session.get("sid", "")))
        return shapes.shape_session(selectors.me(actor), csrf=get_token(request._request))


class LookView(OpenEndpoint):
    object_type = "invitation"

    @extend_schema(operation_id="lookAtInvitation", request=shapes.CodeBody, responses=shapes.LookShape)
    def post(self, request: Request) -> Response:
        limits.hit("accounts.invitation", self.actor.ip, most=30, per=_TEN_MINUTES)
        found = actions.look(self.actor, code=self.body(shapes.CodeBody)["code"])
        return answer(shapes.shape_look(found))


class PasskeyView(OpenEndpoint):
    object_type = "invitation"

    @extend_schema(operation_id="beginPasskey", request=shapes.CodeBody, responses=shapes.PasskeyOptions)
    def post(self, request: Request) -> Response:
        """What the browser needs to make the first passkey of the account-to-be."""
        limits.hit("accounts.invitation", self.actor.ip, most=30, per=_TEN_MINUTES)
        found = actions.look(self.actor, code=self.body(shapes.CodeBody)["code"])
        return answer({"options": passkeys.begin(request._request, found.invitation)})


class AcceptView(Door):
    object_type = "invitation"

    @extend_schema(operation_id="acceptInvitation", request=shapes.AcceptBody, responses=shapes.Accepted)
    def post(self, request: Request) -> Response:
        """Makes the account and signs it in, or adds to the account that is signed in."""
        limits.hit("accounts.invitation", self.actor.ip, most=30, per=_TEN_MINUTES)
        body = self.body(shapes.AcceptBody)
        passkey = None
        if body["passkey"] is not None:
            name = device_label(request.META.get("HTTP_USER_AGENT", "")) or "Passkey"
            passkey = passkeys.finish(request._request, body["passkey"], name=name)
        account = actions.accept(
            self.actor,
            code=body["code"],
            email=body["email"],
            password=body["password"],
            passkey=passkey,
            language=self.language,
        )
        shown: list[str] = []
        if not request.user.is_authenticated:
            method = "mfa" if passkey else "password"
            entering.enter(request._request, account, method=method, proved=True)
            shown = passkeys.recovery_codes(account) if passkey else []
        return answer(self._session(request, account.id) | {"recovery_codes": shown})


class SignUpView(OpenEndpoint):
    object_type = "email_code"

    @extend_schema(operation_id="educationSignUp", request=shapes.SignUpBody, responses=shapes.Asked)
    def post(self, request: Request) -> Response:
        """Always the same answer, whether the address is known or not."""
        email = self.body(shapes.SignUpBody)["email"].lower()
        limits.hit("accounts.sign_up", self.actor.ip, most=20, per=_HOUR)
        limits.hit("accounts.sign_up_address", email, most=5, per=_HOUR)
        actions.send_email_code(self.actor, email=email, language=self.language)
        return answer({"minutes": 10})


class ConfirmView(Door):
    object_type = "email_code"

    @extend_schema(operation_id="confirmSignUp", request=shapes.ConfirmBody, responses=shapes.SessionShape)
    def post(self, request: Request) -> Response:
        body = self.body(shapes.ConfirmBody)
        limits.hit("accounts.confirm", self.actor.ip, most=30, per=_TEN_MINUTES)
        limits.hit("accounts.confirm_address", body["email"].lower(), most=15, per=_HOUR)
        account = actions.confirm_email_code(self.actor, language=self.language, **body)
        entering.enter(request._request, account, method="code", proved=True)
        return answer(self._session(request, account.id))
