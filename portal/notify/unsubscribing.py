"""One click in a mail program ends the mails (RFC 8058). The link is for that alone: it signs nobody in.

The token is the account's id, sealed under a key of this one purpose. It says nothing to who finds it, fits
no other door, and stays good: an old mail must still be able to end the mails. It can only turn them off.
"""

import base64
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

from portal import audit
from portal.accounts.models import Account
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.notify.models import Preferences

PATH = "/api/v1/notices/mail-off"
_PURPOSE = b"footbridge.mail-off.v1"
_NONCE = 12


def _key(secret: str | bytes | None = None) -> AESGCM:
    return AESGCM(salted_hmac("notify.mail_off", "key", secret=secret, algorithm="sha256").digest())


def token(account_id: UUID) -> str:
    nonce = os.urandom(_NONCE)
    sealed = nonce + _key().encrypt(nonce, account_id.bytes, _PURPOSE)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def link(account_id: UUID) -> str:
    return f"{settings.PUBLIC_ORIGIN}{PATH}?t={token(account_id)}"


def _account_of(given: str) -> UUID:
    try:
        sealed = base64.urlsafe_b64decode(given.encode() + b"=" * (-len(given) % 4))
    except ValueError:
        raise NotFound from None
    for secret in (None, *settings.SECRET_KEY_FALLBACKS):
        try:
            return UUID(bytes=_key(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], _PURPOSE))
        except (InvalidTag, ValueError):
            continue
    raise NotFound


@action
def end_mails(actor: Actor, *, given: str) -> None:
    """Turns the notices by mail off for the account of the token; again changes nothing. Mails about signing
    in are not notices and go on. Allowed: whoever holds the token, signed in or not. Raises NotFound."""
    account_id = _account_of(given)
    if not Account.objects.filter(id=account_id).exists():
        raise NotFound
    Preferences.objects.get_or_create(account_id=account_id, defaults={"version": 0})
    row = Preferences.objects.select_for_update().get(account_id=account_id)
    if not row.email:
        return
    row.email, row.version = False, row.version + 1
    row.save(update_fields=["email", "version"])
    audit.record(actor, "notify.mail_off", object_type="preferences", object_id=account_id)
