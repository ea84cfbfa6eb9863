"""Who may open a socket: one of our exact origins, our protocol, the cookie of a living session."""

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from api.realtime.wire import PROTOCOL
from portal.accounts import sessions
from portal.kernel.actor import Actor

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Person:
    actor: Actor
    account_id: UUID
    language: str


def origin_is_ours(headers: Headers) -> bool:
    """Exactly one Origin, and exactly one of ours: another port of the same host is somebody else."""
    found = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    return len(found) == 1 and found[0] in settings.ALLOWED_ORIGINS


def speaks_our_protocol(scope: dict[str, Any]) -> bool:
    return PROTOCOL in scope.get("subprotocols", [])


def person_of(scope: dict[str, Any]) -> Person | None:
    """The person behind the cookie, or None. Reads the database; never touches the session."""
    key = _session_key(scope["headers"])
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    sid = str(request.session.get("sid", ""))
    if not user.is_authenticated or not sid or not sessions.alive([sid]):
        return None
    ip = (scope.get("client") or [""])[0]
    return Person(Actor.person(user.pk, session=sid, ip=ip), user.pk, user.language)


def _session_key(headers: Headers) -> str:
    for name, value in headers:
        if name == b"cookie":
            try:
                morsel = SimpleCookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
            except CookieError:
                return ""
            return morsel.value if morsel else ""
    return ""
