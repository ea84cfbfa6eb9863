"""What every endpoint stands on: the session as the only sign-in, the actor, strict bodies.

No rule of who may stands here or in a view: a view names the selector or action, and translates.
"""

from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.validators import ProhibitSurrogateCharactersValidator
from rest_framework.views import APIView

from api.authentication import SessionOrNobody
from portal.kernel.actor import Actor


def actor_of(request: HttpRequest | Request) -> Actor:
    """The person behind a request, or nobody."""
    ip = request.META.get("REMOTE_ADDR", "")
    user = request.user
    if not user.is_authenticated:
        return Actor.anonymous(ip=ip)
    return Actor.person(user.pk, session=str(request.session.get("sid", "")), ip=ip)


class StrictSerializer(serializers.Serializer[Any]):
    """A body in which an unknown field is an error, not a silence."""

    default_error_messages: ClassVar[dict[str, Any]] = {"unknown": "unknown"}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields)):
            raise serializers.ValidationError(
                {name[:60]: [serializers.ErrorDetail("unknown", code="unknown_field")] for name in unknown}
            )
        return super().to_internal_value(data)


class LongText(serializers.CharField):
    """Words of some length in a JSON body. `api.parsing` has refused NUL and lone surrogates: DRF would look
    at each letter for them once more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [one for one in self.validators if not isinstance(one, _SEEN_BEFORE)]


_SEEN_BEFORE = (ProhibitNullCharactersValidator, ProhibitSurrogateCharactersValidator)


@cache
def form(serializer: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """One for all requests: to make one, with all its fields, costs more than to ask it. It holds nothing of
    what it checks."""
    return serializer()


class Endpoint(APIView):
    """A view of this product. `object_type` names in the audit what a denial was about."""

    object_type: ClassVar[str] = ""

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    @property
    def language(self) -> str:
        user = self.request.user
        return user.language if user.is_authenticated else language_of(self.request)

    def body(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The checked body; a refused one answers 400 with a pointer to each fault."""
        return dict(form(serializer).run_validation(self.request.data))

    def query(self, serializer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        return dict(form(serializer).run_validation(self.request.query_params.dict()))

    def idempotency_key(self) -> UUID:
        from api.idempotency import key_of

        return key_of(self.request)


class OpenEndpoint(Endpoint):
    """Also for people who are not signed in. CSRF holds for them, too."""

    authentication_classes = [SessionOrNobody]  # noqa: RUF012 - declared like this by DRF
    permission_classes = []  # noqa: RUF012 - declared like this by DRF


def language_of(request: HttpRequest | Request) -> str:
    """English or Spanish, as the browser asks, for people who are not signed in."""
    asked = request.META.get("HTTP_ACCEPT_LANGUAGE", "en").lower()
    return "es" if asked.split(",")[0].strip().startswith("es") else "en"


def answer(data: Any, *, status: int = 200, etag: str | None = None) -> Response:
    response = Response(data, status=status)
    if etag:
        response["X-Version"] = etag
    return response
