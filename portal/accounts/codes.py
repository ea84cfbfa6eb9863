"""Codes that reach a person by mail or on paper. None is stored: each is an HMAC of its row's id, so that
the mail can be written again by the relay, and a copy of the database opens no door."""

import hashlib
import hmac
from uuid import UUID

from django.utils.crypto import salted_hmac

from portal.accounts import logic

_DIGITS = 6


def invitation_code(invitation_id: UUID) -> str:
    """16 signs, 80 bits."""
    return logic.written_code(
        salted_hmac("accounts.invitation", invitation_id.hex, algorithm="sha256").digest()
    )


def digest(code: str) -> str:
    """What is kept of an invitation's code, to find it by."""
    return hashlib.sha256(logic.read_code(code).encode()).hexdigest()


def email_code(code_id: UUID) -> str:
    """Six numbers. Few enough to type, which is why tries and time are limited."""
    raw = salted_hmac("accounts.email_code", code_id.hex, algorithm="sha256").digest()
    return str(int.from_bytes(raw[:8], "big") % 10**_DIGITS).zfill(_DIGITS)


def same(typed: str, code: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest("".join(typed.split()).encode(), code.encode())
