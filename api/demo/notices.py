"""What left the demo: the data at /demo/notices, and to a browser that asks for a page, the page itself."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import OpenEndpoint, answer
from api.shell import shell
from portal.notify import sinks

_SHOWN = ("channel", "subject", "text", "path", "times", "at")


def _shape(row: Any) -> dict[str, Any]:
    return {"id": row.message_id} | {name: getattr(row, name) for name in _SHOWN}


@extend_schema(exclude=True)
class NoticesView(OpenEndpoint):
    def get(self, request: Request) -> Response:
        """The newest hundred. `times`: how often the receiver got that same message id."""
        return answer([_shape(row) for row in sinks.newest()])


def notices(request: HttpRequest) -> HttpResponseBase:
    """One address for both: the person types it, and the page fetches from it."""
    wants_page = "text/html" in request.META.get("HTTP_ACCEPT", "")
    response = shell(request) if wants_page else NoticesView.as_view()(request)
    patch_vary_headers(response, ["Accept"])
    return response
