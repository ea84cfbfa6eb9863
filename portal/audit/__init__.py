"""The audit: who did, read or was refused what, of whom and when. Ids only, never text.

Owns `audit_entry` (insert-only), `audit_link` (the sealed chain over it) and the queue between the two.

Invariants: an entry is written in the transaction of what it reports, and what cannot be audited does not
happen; the database refuses to change, remove or truncate entries and links; each link's HMAC (key outside
the database) covers the link before it, so that a change, a gap or a cut-off end shows in `verify_audit`.
"""

from portal.audit.writing import (
    BatchRead,
    Outcome,
    denied,
    one_entry,
    read,
    read_batches,
    read_many,
    record,
    signature,
)

__all__ = [
    "BatchRead",
    "Outcome",
    "denied",
    "one_entry",
    "read",
    "read_batches",
    "read_many",
    "record",
    "signature",
]
