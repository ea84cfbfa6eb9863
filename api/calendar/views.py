"""A patient's calendar link over REST, and the feed itself, which no cookie opens: the address is the key."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.calendar.serializers import CalendarSerializer
from portal.calendar import actions, selectors
from portal.kernel import limits
from portal.kernel.actor import Actor
from portal.kernel.errors import Gone, NotFound, TooMany

PATH = "/calendar/"
_MINUTE = timedelta(minutes=1)


class Calendar(Endpoint):
    object_type = "calendar_link"

    @extend_schema(operation_id="calendar", responses=CalendarSerializer)
    def get(self, request: Request) -> Response:
        row = selectors.own_link(self.actor)
        return answer({"made_at": row.made_at if row else None, "url": None})

    @extend_schema(operation_id="make_calendar", request=None, responses=CalendarSerializer)
    def post(self, request: Request) -> Response:
        secret = actions.make_link(self.actor)
        row = selectors.own_link(self.actor)
        url = f"{settings.PUBLIC_ORIGIN}{PATH}{secret}.ics"
        return answer({"made_at": row.made_at if row else None, "url": url})

    @extend_schema(operation_id="stop_calendar", responses={204: None})
    def delete(self, request: Request) -> Response:
        actions.stop_link(self.actor)
        return Response(status=204)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A program asks here, not a person: the answers are plain, and nothing is kept on the way."""
    ip = request.META.get("REMOTE_ADDR", "")
    try:
        limits.hit("calendar.ip", ip, most=120, per=_MINUTE)
        limits.hit("calendar.link", secret, most=10, per=_MINUTE)
        found = selectors.feed(Actor.anonymous(ip=ip), secret=secret)
    except TooMany as error:
        response = HttpResponse(status=429, headers={"Retry-After": str(error.retry_after)})
    except (Gone, NotFound) as error:
        response = HttpResponse(status=error.status)
    else:
        response = HttpResponse(found, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["Cache-Control"] = "no-store, private"
    return response
