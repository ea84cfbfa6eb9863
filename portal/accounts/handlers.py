"""What sign-in, sign-out and a change of factors mean for device sessions, and the mails that wait.

Django's and allauth's signals are the one place where every way in (password, passkey, invitation, code,
demo) comes together.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from portal import outbox
from portal.accounts import actions, logic
from portal.accounts.models import Account
from portal.kernel.actor import Actor

_STRONG = {"mfa", "demo"}
_FACTORS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


def _actor(request: HttpRequest, account_id: Any) -> Actor:
    sid = str(request.session.get("sid", ""))
    return Actor.person(account_id, session=sid, ip=request.META.get("REMOTE_ADDR", ""))


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    methods = {record.get("method") for record in get_authentication_records(request, user)}
    session = actions.begin_session(
        Actor.person(user.id, ip=request.META.get("REMOTE_ADDR", "")),
        label=logic.device_label(request.META.get("HTTP_USER_AGENT", "")),
        second_factor=bool(methods & _STRONG),
        device_known="demo" in methods,
    )
    request.session["sid"] = str(session.id)


@receiver(user_logged_out)
def end_session(request: HttpRequest, user: Account | None, **_kwargs: Any) -> None:
    if user is not None and request.session.get("sid"):
        actions.end_this_session(_actor(request, user.pk))


@receiver(mfa_signals.authenticator_added)
def factor_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Who has just shown a new factor has shown it for this session, too."""
    if authenticator.type in _FACTORS:
        actions.note_factor(_actor(request, user.pk), kind=authenticator.type)


@receiver(mfa_signals.authenticator_removed)
@receiver(mfa_signals.authenticator_reset)
def factor_removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_kwargs: Any) -> None:
    actions.end_other_sessions(_actor(request, user.pk), why=f"factor_{authenticator.type}")


@receiver(account_signals.password_changed)
@receiver(account_signals.password_set)
@receiver(account_signals.password_reset)
def password_changed(request: HttpRequest, user: Account, **_kwargs: Any) -> None:
    actions.end_other_sessions(_actor(request, user.pk), why="password")


@outbox.handler("accounts.invitation_made", name="accounts.mail_invitation")
def mail_invitation(fact: outbox.Fact) -> None:
    actions.mail_invitation(Actor.system("accounts.mail"), invitation_id=fact.object_id)


@outbox.handler("accounts.new_password_asked", name="accounts.mail_new_password")
def mail_new_password(fact: outbox.Fact) -> None:
    actions.mail_new_password(Actor.system("accounts.mail"), account_id=fact.object_id)


@outbox.handler("accounts.email_code_made", name="accounts.mail_code")
def mail_code(fact: outbox.Fact) -> None:
    actions.mail_email_code(Actor.system("accounts.mail"), code_id=fact.object_id)
