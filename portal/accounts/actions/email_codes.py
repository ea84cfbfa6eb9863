"""The education part's own door: an address, six numbers by mail, nothing else. It answers the same, does
the same work and sends the same mail for a known and an unknown address."""

from datetime import timedelta
from uuid import UUID

from portal import audit
from portal.access import grants
from portal.accounts import codes, mail
from portal.accounts.events import EmailCodeMade
from portal.accounts.models import Account, EmailCode
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused
from portal.kernel.transaction import action
from portal.outbox import publish

LIVES = timedelta(minutes=10)
MOST_TRIES = 5


@action
def send_email_code(actor: Actor, *, email: str, language: str = "en") -> EmailCode:
    """Mails six numbers to an address. Allowed: anyone. Whether the address has an account is not asked.

    They live for ten minutes and five tries. Publishes EmailCodeMade, which sends the mail.
    """
    now = clock.now()
    EmailCode.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()
    row = EmailCode.objects.create(
        email=email.strip().lower(), language=language, created_at=now, expires_at=now + LIVES
    )
    audit.record(actor, "accounts.send_code", object_type="email_code", object_id=row.id)
    publish(EmailCodeMade(object_id=row.id), recipients=[])
    return row


def confirm_email_code(actor: Actor, *, email: str, code: str, name: str, language: str = "en") -> Account:
    """The account of the address, made now if there was none. Allowed: who got the newest numbers.

    An account that may see a person's data is not entered this way. Raises Invalid (always the same one),
    Refused.
    """
    found = _confirm(actor, email=email.strip().lower(), code=code, name=name, language=language)
    if found is None:  # committed: the wrong try stays counted
        raise Invalid("/code", "accounts.wrong_code")
    return found


@action
def _confirm(actor: Actor, *, email: str, code: str, name: str, language: str) -> Account | None:
    now = clock.now()
    rows = EmailCode.objects.select_for_update().filter(email=email).order_by("-created_at", "id")
    row = rows.first()
    if row is None or row.expires_at <= now or row.used_at or row.wrong_tries >= MOST_TRIES:
        return None
    if not codes.same(code, codes.email_code(row.id)):
        row.wrong_tries += 1
        row.save(update_fields=["wrong_tries"])
        return None
    row.used_at = now
    row.save(update_fields=["used_at"])
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create_user(
            email, None, preferred_name=name.strip(), language=language, created_at=now
        )
    elif account.second_factor or not account.is_active or grants.bases_of(account.id):
        raise Refused("accounts.sign_in_instead")
    person = Actor.person(account.id, ip=actor.ip)
    audit.record(person, "accounts.confirm_code", object_type="account", object_id=account.id)
    return account


def mail_email_code(actor: Actor, *, code_id: UUID) -> None:
    """Writes the mail. Allowed: the system. Nothing for numbers that are over."""
    row = EmailCode.objects.filter(id=code_id).first()
    if not actor.is_system:
        raise NotFound
    if row is None or row.used_at or row.expires_at <= clock.now():
        return
    mail.send("code", to=row.email, language=row.language, about=row.id, code=codes.email_code(row.id))
