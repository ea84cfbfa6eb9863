"""Signing somebody in who proved to be it, past the password form: by invitation, by mailed code, in the
demo. The one place that hands an account to Django's own sign-in."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login, logout
from django.http import HttpRequest

from portal.accounts.models import Account

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(request: HttpRequest, account: Account, *, method: str, proved: bool = False) -> None:
    """`method` is kept in the session ("password", "mfa", "code", "demo"): the strong ones count as a
    second factor. `proved`: a password or factor was set this minute, so changing factors needs no other
    proof for a while. Whoever was signed in on this device before is signed out."""
    if request.user.is_authenticated and request.user.pk != account.pk:
        logout(request)
    extra = {"reauthenticated": True} if proved else {}
    record_authentication(request, account, method=method, **extra)
    login(request, account, backend=_BACKEND)
