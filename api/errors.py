"""Every refusal, as RFC 9457 problem+json, from this one file. Denials are audited here, after rollback.

Titles and details come from the catalogue (`errors.*`), in the reader's language. `errors[].pointer` is a
JSON Pointer into the body. Nothing that a person wrote is echoed.
"""

import logging
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from psycopg_pool import PoolTimeout
from redis.exceptions import RedisError
from rest_framework import exceptions as drf
from rest_framework.response import Response

from api.base import actor_of, language_of
from portal import audit
from portal.kernel import limits, text
from portal.kernel.errors import Code, DomainError, Invalid, NotFound, TooMany, Unavailable

log = logging.getLogger("footbridge.api")
_MOST_MISSES = 120  # in five minutes: far beyond a person, well short of a search
AWAY = (OperationalError, InterfaceError, PoolTimeout, RedisError)
AWAY_SECONDS = 5  # when to come again: longer than a restart of the database takes on a quiet machine


def problem(
    code: Code,
    status: int,
    language: str,
    *,
    key: str | None = None,
    params: dict[str, Any] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    """The body of a problem answer; socket error frames carry the same."""
    title_key = f"errors.{code.value}"
    wanted = key if key and text.has(key) else f"{title_key}.detail"
    body: dict[str, Any] = {
        "type": f"about:blank#{code.value}",
        "title": text.t(title_key, language),
        "status": status,
        "code": code.value,
        "detail": text.t(wanted, language, **(params or {})) if text.has(wanted) else "",
    }
    if errors:
        body["errors"] = errors
    return body


def _pointers(detail: Any, language: str, at: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [row for name, inner in detail.items() for row in _pointers(inner, language, f"{at}/{name}")]
    if isinstance(detail, list) and detail and all(isinstance(inner, dict) for inner in detail):
        return [row for n, inner in enumerate(detail) for row in _pointers(inner, language, f"{at}/{n}")]
    rows = detail if isinstance(detail, list) else [detail]
    found = []
    for row in rows:
        key = f"errors.field.{getattr(row, 'code', 'invalid')}"
        words = text.t(key if text.has(key) else "errors.field.invalid", language)
        found.append({"pointer": at.replace("/non_field_errors", "") or "", "detail": words})
    return found


def describe(error: Exception, language: str) -> tuple[dict[str, Any], int | None]:
    """A problem body for any error, and seconds for Retry-After."""
    if isinstance(error, Invalid):
        words = text.t(error.key, language, **error.params) if text.has(error.key) else ""
        rows = [{"pointer": error.pointer, "detail": words}]
        return problem(Code.INVALID, 400, language, errors=rows), None
    if isinstance(error, DomainError):
        retry = error.retry_after if isinstance(error, TooMany | Unavailable) else None
        params = error.params | ({"seconds": retry} if retry else {})
        return problem(error.code, error.status, language, key=error.key, params=params), retry
    if isinstance(error, drf.ValidationError):
        rows = _pointers(error.detail, language)
        return problem(Code.INVALID, 400, language, errors=rows), None
    if isinstance(error, drf.Throttled):
        retry = int(getattr(error, "wait", None) or 30)
        return problem(Code.TOO_MANY, 429, language, params={"seconds": retry}), retry
    if isinstance(error, AWAY):
        return problem(Code.UNAVAILABLE, 503, language, params={"seconds": AWAY_SECONDS}), AWAY_SECONDS
    for kinds, code, status in _FRAMEWORK:
        if isinstance(error, kinds):
            return problem(code, status, language), None
    raise error


_FRAMEWORK: tuple[tuple[tuple[type[Exception], ...], Code, int], ...] = (
    ((drf.NotAuthenticated, drf.AuthenticationFailed), Code.SIGNED_OUT, 401),
    ((Http404, drf.NotFound), Code.NOT_FOUND, 404),
    ((drf.MethodNotAllowed,), Code.METHOD, 405),
    ((drf.NotAcceptable,), Code.NOT_FOUND, 404),
    ((drf.UnsupportedMediaType,), Code.MEDIA_TYPE, 415),
    ((RequestDataTooBig,), Code.TOO_LARGE, 413),
    ((drf.ParseError,), Code.INVALID, 400),
    ((PermissionDenied, drf.PermissionDenied), Code.REFUSED, 403),
)


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    request = context["request"]
    language = getattr(request.user, "language", "") or language_of(request)
    try:
        body, retry = describe(error, language)
    except Exception:  # not ours: Django answers 500 and logs the place, not the words
        return None
    if isinstance(error, drf.PermissionDenied) and "CSRF" in str(error.detail):
        body = problem(Code.CSRF, 403, language)
    if isinstance(error, NotFound):
        note_denial(request, context)
        if wait := _guessing(request):
            body, retry = problem(Code.TOO_MANY, 429, language, params={"seconds": wait}), wait
    response = Response(body, status=body["status"], content_type="application/problem+json")
    if retry:
        response["Retry-After"] = str(retry)
    if isinstance(error, drf.NotAuthenticated):
        response["WWW-Authenticate"] = "Session"
    return response


def _guessing(request: Any) -> int | None:
    """Seconds to wait for who asks again and again for what is not there; what is there still answers."""
    who = str(request.user.pk or request.META.get("REMOTE_ADDR", ""))
    try:
        limits.hit("misses", who, most=_MOST_MISSES, per=timedelta(minutes=5))
    except TooMany as error:
        return error.retry_after
    return None


def note_denial(request: Any, context: dict[str, Any]) -> None:
    """One audit row for what was refused or was not there, written after the rollback."""
    view, kwargs = context["view"], context.get("kwargs") or {}
    ids = [value for value in kwargs.values() if isinstance(value, UUID)]
    try:
        audit.denied(
            actor_of(request),
            f"{request.method.lower()}.{getattr(view, 'object_type', '') or type(view).__name__}",
            object_type=getattr(view, "object_type", "") or "unknown",
            object_id=ids[-1] if ids else None,
        )
    except DatabaseError:
        log.error("a denial could not be audited view=%s", type(view).__name__)


def plain(request: HttpRequest, code: Code, status: int, retry: int | None = None) -> HttpResponse:
    """The same answer from outside DRF: middleware, unknown addresses, server errors."""
    body = problem(code, status, language_of(request), params={"seconds": retry or 0})
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    if retry:
        response["Retry-After"] = str(retry)
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain(request, Code.NOT_FOUND, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Also for a part that is away: Django turns what a middleware raises into this answer on the spot, so
    that no middleware further out sees the exception. Django's own log line is off, since it would come for
    every refusal, too: the place stands here."""
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        return plain(request, Code.UNAVAILABLE, 503, AWAY_SECONDS)
    route = getattr(request.resolver_match, "route", "unknown")
    log.error("request failed method=%s route=%s", request.method, route, exc_info=error)
    return plain(request, Code.UNAVAILABLE, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return plain(request, Code.CSRF, 403)
