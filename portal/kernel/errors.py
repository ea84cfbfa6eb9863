"""What can be wrong, in the product's words. The edge turns these into problem+json, and only there.

No error carries text that a person wrote, or another person's id.
"""

from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """The front end switches on these; a title for each stands in the catalogue (`errors.<code>`)."""

    NOT_FOUND = "not_found"
    GONE = "gone"
    SIGNED_OUT = "signed_out"
    NEEDS_SECOND_FACTOR = "needs_second_factor"
    REFUSED = "refused"
    INVALID = "invalid"
    CONFLICT = "conflict"
    KEY_REUSED = "key_reused"
    KEY_MISSING = "key_missing"
    STALE = "stale"
    VERSION_MISSING = "version_missing"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"
    METHOD = "method"
    MEDIA_TYPE = "media_type"
    CSRF = "csrf"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    BEING_ANSWERED = "being_answered"


class DomainError(Exception):
    """`key` names the sentence in the catalogue, `params` fill it: numbers and dates, never free text."""

    code = Code.INVALID
    status = 400

    def __init__(self, key: str | None = None, **params: Any) -> None:
        super().__init__(key or self.code.value)
        self.key = key or f"errors.{self.code.value}"
        self.params = params


class NotFound(DomainError):
    """Missing and forbidden alike: the two must not be told apart from outside."""

    code, status = Code.NOT_FOUND, 404


class Gone(DomainError):
    """A bearer link that was once valid."""

    code, status = Code.GONE, 410


class Refused(DomainError):
    """The object may be seen by this actor, but not this verb."""

    code, status = Code.REFUSED, 403


class Conflict(DomainError):
    code, status = Code.CONFLICT, 409


class BeingAnswered(Conflict):
    """A colleague answers the same words just now, or has: whoever wants to answer too, says so."""

    code = Code.BEING_ANSWERED


class KeyReused(DomainError):
    """The same idempotency key came with another body."""

    code, status = Code.KEY_REUSED, 409


class Stale(DomainError):
    """The writer's copy is older than what is stored."""

    code, status = Code.STALE, 412


class TooMany(DomainError):
    code, status = Code.TOO_MANY, 429

    def __init__(self, retry_after: int, key: str | None = None, **params: Any) -> None:
        super().__init__(key, **params)
        self.retry_after = retry_after


class Unavailable(DomainError):
    """A part is away (database, queue). Nothing was changed; trying again is safe."""

    code, status = Code.UNAVAILABLE, 503

    def __init__(self, retry_after: int = 5, key: str | None = None, **params: Any) -> None:
        super().__init__(key, **params)
        self.retry_after = retry_after


class Invalid(DomainError):
    """A value that cannot be taken. `pointer` is a JSON Pointer into the body ("/goal/title")."""

    code, status = Code.INVALID, 400

    def __init__(self, pointer: str, key: str, **params: Any) -> None:
        super().__init__(key, **params)
        self.pointer = pointer
