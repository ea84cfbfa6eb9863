"""The session cookie is the only way in: no tokens, no Basic."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class SessionOnly(SessionAuthentication):
    """The session cookie with CSRF; `WWW-Authenticate` makes the answer to nobody a 401, not a 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class SessionOnlyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped there
    target_class = "api.authentication.SessionOnly"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "__Host-session"}


class SessionOrNobody(SessionOnly):
    """For doors that are open to people who are not signed in. CSRF holds for them too: signing somebody
    in, or sending a mail in somebody's name, from a foreign page is an attack as well."""

    def authenticate(self, request: Request) -> Any:
        self.enforce_csrf(request)
        user = request._request.user
        return (user, None) if user.is_authenticated else None


class SessionOrNobodyScheme(SessionOnlyScheme):  # type: ignore[no-untyped-call]  # untyped there
    target_class = "api.authentication.SessionOrNobody"
    name = "session_or_nobody"
