"""The way back to a forgotten password. The key itself is allauth's: single use, one hour, dead as soon as
password or address change. It never signs in by itself, and never past a second factor."""

from uuid import UUID

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str

from portal import audit
from portal.accounts import mail
from portal.accounts.events import NewPasswordAsked
from portal.accounts.models import Account
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.outbox import publish


@action
def ask_for_new_password(actor: Actor, *, account_id: UUID) -> None:
    """Notes that a mail is due. Allowed: anyone, for the address of an account.

    Publishes NewPasswordAsked, which sends the mail.
    """
    audit.record(actor, "accounts.ask_new_password", object_type="account", object_id=account_id)
    publish(NewPasswordAsked(object_id=account_id), recipients=[])


def mail_new_password(actor: Actor, *, account_id: UUID) -> None:
    """Writes the mail. Allowed: the system."""
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if not actor.is_system:
        raise NotFound
    if account is None:
        return
    key = f"{user_pk_to_url_str(account)}-{app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(account)}"
    mail.send(
        "reset",
        to=account.email,
        language=account.language,
        about=account.id,
        link=mail.link(f"/new-password#{key}"),
    )
