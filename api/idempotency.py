"""One use of a key: the same request again makes nothing twice and gets the same object, rendered anew.

Stored are actor, key, body hash and object id. The action stores the key in its own transaction
(`portal.kernel.idempotency`), so that key and change commit together.
"""

from uuid import UUID

from django.http import HttpRequest
from rest_framework.request import Request

from portal.kernel.errors import Code, DomainError


class KeyMissing(DomainError):
    code, status = Code.KEY_MISSING, 400


def key_of(request: HttpRequest | Request) -> UUID:
    """The `Idempotency-Key` header, a uuid; without it a write is refused before anything is done."""
    raw = request.META.get("HTTP_IDEMPOTENCY_KEY", "").strip('" ')
    try:
        return UUID(raw)
    except ValueError:
        raise KeyMissing from None
