"""Headers on every answer, outages as 503, and the limits of a session. Sync, few, and together."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from api import errors
from portal.accounts import sessions
from portal.accounts.models import Account
from portal.accounts.store import SessionStore
from portal.kernel.errors import Code

Next = Callable[[HttpRequest], HttpResponse]

_DATA = ("/api/", "/_allauth/", "/demo/", "/health/")
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'{ws}; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALIVE = "/health/live"  # a crowd is no reason to start the process again
_PERMISSIONS = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


class SecurityHeaders:
    """Strict CSP, no-store on data, nothing to sniff or frame; on every status, 500 included."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        # Safari's 'self' does not cover ws(s):, so the socket's origins are named.
        sockets = [o.replace("http", "ws", 1) for o in settings.ALLOWED_ORIGINS]
        self.csp = _CSP.format(ws="".join(f" {origin}" for origin in sockets))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", self.csp)
        response.setdefault("Permissions-Policy", _PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", "no-referrer")
        if request.path.startswith(_DATA):
            response["Cache-Control"] = "no-store, private"
            del response["ETag"]
        if request.path.endswith("/auth/session") and request.method == "DELETE":
            # "cache" alone: "storage" would take the worker and the offline crisis page along.
            response["Clear-Site-Data"] = '"cache"'
        return response


class Outages:
    """A part that a view misses is a 503 with Retry-After, and never a 500. What the middlewares miss
    becomes the same in `errors.server_error`. So does a request for which no thread was free (`api.http`)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "scope", {}).get("crowded") and request.path != _ALIVE:
            return errors.plain(request, Code.UNAVAILABLE, 503, errors.AWAY_SECONDS)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, errors.AWAY):
            return errors.plain(request, Code.UNAVAILABLE, 503, errors.AWAY_SECONDS)
        return None


# What somebody needs who has to set up a second factor first; everything else on the wire is closed.
_ONE_FACTOR = (
    "/api/v1/session",
    "/api/v1/account/setup",
    "/api/v1/invitations/look",
    "/api/v1/invitations/accept",
    "/api/v1/crisis",
    "/_allauth/browser/v1/config",
    "/_allauth/browser/v1/auth/session",
    "/_allauth/browser/v1/auth/reauthenticate",
    "/_allauth/browser/v1/auth/2fa/reauthenticate",
    "/_allauth/browser/v1/auth/webauthn/reauthenticate",
    "/_allauth/browser/v1/account/authenticators",
    "/_allauth/browser/v1/account/authenticators/totp",
    "/_allauth/browser/v1/account/authenticators/webauthn",
    "/_allauth/browser/v1/account/authenticators/recovery-codes",
)


def _open_to_one_factor(path: str) -> bool:
    return path in _ONE_FACTOR or not path.startswith(("/api/", "/_allauth/", "/media/"))


def _store(request: HttpRequest) -> SessionStore:
    return cast(SessionStore, request.session)


class Sessions(SessionMiddleware):
    """Django's own, which takes the cookie of any session away that it does not find. Here only the request
    that ended the session does: one that was on its way while somebody signed in still names the session from
    before, and its answer would take away the cookie of the new one."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        cookie = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and not cookie.value and not _store(request).ended_here:
            del answer.cookies[settings.SESSION_COOKIE_NAME]
        return answer


class WhoSignedIn(AuthenticationMiddleware):
    """Django's own, where the account has not come along with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = cast(Account, SimpleLazyObject(lambda: _store(request).account or get_user(request)))


class SessionLimits:
    """Ends what is idle, too old, or was ended elsewhere, before any view sees it; and closes the whole
    wire to an account that needs a second factor and has not given one (ASVS 6.3.3)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            found = _store(request).living(account_id=request.user.id)
            if found is None:
                logout(request)
            elif sessions.needs_second_factor(found) and not _open_to_one_factor(request.path):
                return errors.plain(request, Code.NEEDS_SECOND_FACTOR, 403)
        return self.get_response(request)
