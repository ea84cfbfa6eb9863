"""Two doors for machines: a mail program's one click, and the provider that passes on texts.

No cookie opens them, so there is nothing that a foreign page could use: the token of the link and the
provider's signature are what is believed. A wrong one is told nothing but that there is nothing here.
"""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint
from api.notify import serializers as wire
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.notify import stops, unsubscribing

TEXTS_PATH = "/api/v1/notices/texts"
_TOKEN = OpenApiParameter("t", str, required=True, description="The token of the mail's own link.")
# Twilio's own form of an answer. Plain letters: anything else would count double as a text.
_SILENCE = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_HELP = (
    '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Footbridge: short notices that you asked for. '
    "STOP ends them, START brings them back. / STOP los apaga, START los trae de nuevo.</Message></Response>"
)


class MailOff(Endpoint):
    """RFC 8058. A mail program or its scanner may open the link: that changes nothing."""

    authentication_classes = ()
    permission_classes = ()
    # The body is the fixed word of the RFC, in whatever form; it is not read.
    parser_classes = (FormParser, MultiPartParser, JSONParser)

    @extend_schema(operation_id="mail_off_page", auth=[], parameters=[_TOKEN], responses={302: None})
    def get(self, request: Request) -> HttpResponse:
        """A person who follows the link by hand comes to a page with a button. The token stays behind the
        hash, which no log of a server ever sees."""
        token = self.query(wire.TokenQuery)["t"]
        safe = "".join(sign for sign in token if sign.isalnum() or sign in "-_")
        return HttpResponseRedirect(f"{settings.PUBLIC_ORIGIN}/mail-off#{safe}")

    @extend_schema(
        operation_id="mail_off",
        auth=[],
        parameters=[_TOKEN],
        request=OpenApiTypes.OBJECT,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        token = self.query(wire.TokenQuery)["t"]
        unsubscribing.end_mails(Actor.anonymous(ip=request.META.get("REMOTE_ADDR", "")), given=token)
        return Response(status=204)


class Texts(Endpoint):
    """What people answer to a text. The address that is signed is the configured one, never the request's."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = (FormParser,)

    @extend_schema(
        operation_id="inbound_text",
        auth=[],
        request={"application/x-www-form-urlencoded": OpenApiTypes.OBJECT},
        responses={(200, "text/xml"): OpenApiResponse(OpenApiTypes.STR)},
    )
    def post(self, request: Request) -> HttpResponse:
        form: dict[str, list[str]] = {name: list(values) for name, values in self._form(request)}
        given = request.META.get("HTTP_X_TWILIO_SIGNATURE", "")
        url = f"{settings.PUBLIC_ORIGIN}{TEXTS_PATH}"
        if not stops.is_signed(url, form, secret=settings.TWILIO_AUTH_TOKEN, given=given):
            raise NotFound
        word = stops.word(form.get("Body", [""])[0])
        sid, number = form.get("MessageSid", [""])[0], form.get("From", [""])[0]
        if word in ("stop", "start") and sid and number:
            stops.take_word(Actor.system("texts"), sid=sid, number=number, stop=word == "stop")
        return HttpResponse(_HELP if word == "help" else _SILENCE, content_type="text/xml; charset=utf-8")

    def _form(self, request: Request) -> Any:
        """Nothing is read where the provider was never set up."""
        return request.data.lists() if settings.TWILIO_AUTH_TOKEN and hasattr(request.data, "lists") else ()
