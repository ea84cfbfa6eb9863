"""The front end's page for every address that is the app's own; assets are WhiteNoise's."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from api.errors import not_found


def shell(request: HttpRequest) -> HttpResponse:
    """The built index.html, or help.html at /help. They hold no data: the same bytes for everyone."""
    name = "help.html" if request.path.rstrip("/") == "/help" else "index.html"
    page = settings.FRONTEND_DIST / name
    if request.method not in {"GET", "HEAD"} or "." in request.path.rsplit("/", 1)[-1] or not page.exists():
        return not_found(request)
    response = HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
