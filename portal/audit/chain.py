"""The chain: each link's HMAC covers the link before it and the whole entry.

Links are made behind the writers, in batches: a lock for each entry would serialize the whole product.
"""

import hmac
import json
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from portal.audit import head
from portal.audit.models import Link
from portal.kernel import statements

log = logging.getLogger(__name__)
START = bytes(32)
COLUMNS = (
    "id, at, actor_id, actor_kind, actor_name, session, ip, verb, object_type, object_id, "
    "patient_id, program_id, outcome, reason, count"
)
# As `digest` writes them: PostgreSQL does it for less than Python. A test holds the two together.
_PLAIN = """
id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'), actor_id::text, actor_kind,
actor_name, session, ip, verb, object_type, object_id, patient_id::text, program_id::text, outcome, reason,
count"""
_WAITING = f"""
SELECT {_PLAIN} FROM audit_entry
WHERE id IN (SELECT entry_id FROM audit_unsealed ORDER BY entry_id LIMIT %(most)s::int) ORDER BY id
"""  # noqa: S608 - fixed column names
_LINK = """
WITH done AS (DELETE FROM audit_unsealed WHERE entry_id = ANY(%(entry_id)s::bigint[]))
INSERT INTO audit_link (n, entry_id, prev_hash, hash)
SELECT * FROM unnest(%(n)s::bigint[], %(entry_id)s::bigint[], %(prev_hash)s::bytea[], %(hash)s::bytea[])
"""
_AS_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
_LOCK = 0x466F6F74  # one sealer at a time, in the whole database


def digest(n: int, prev_hash: bytes, row: Iterable[Any]) -> bytes:
    """`row` holds COLUMNS in their order."""
    return _digest(n, prev_hash, [_plain(value) for value in row])


def _digest(n: int, prev_hash: bytes, plain: Sequence[Any]) -> bytes:
    message = prev_hash + n.to_bytes(8, "big") + _AS_JSON(plain).encode()
    return hmac.digest(settings.AUDIT_HMAC_KEY, message, "sha256")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, int | str) else str(value)


def seal(*, batch: int = 1000) -> int:
    """Links all waiting entries, a batch in a transaction. Returns how many. Safe to run at any time."""
    sealed = 0
    while True:
        with transaction.atomic():
            made = _seal_batch(batch)
        if made and _continues_the_head():
            n, _entry_id, _before, last = made[-1]
            head.remember(n, last)
        sealed += len(made)
        if len(made) < batch:
            return sealed


def _continues_the_head() -> bool:
    """Where the end that we remember is not in the chain, the head stays, for `verify_audit` to show it."""
    known = head.remembered()
    if known is None or known[0] == 0:
        return True
    link = Link.objects.filter(n=known[0]).first()
    if link is not None and bytes(link.hash) == known[1]:
        return True
    log.error("audit chain does not continue its head n=%s", known[0])
    return False


def _seal_batch(batch: int) -> list[tuple[int, int, bytes, bytes]]:
    """The links made: n, the entry, the hash before, and its own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    rows = statements.run(_WAITING, {"most": batch})
    last = Link.objects.order_by("-n").first()
    before, previous = (last.n, bytes(last.hash)) if last else (0, START)
    links = []
    for n, row in enumerate(rows, before + 1):
        sealed = _digest(n, previous, row)
        links.append((n, row[0], previous, sealed))
        previous = sealed
    if links:
        names = ("n", "entry_id", "prev_hash", "hash")
        statements.run(_LINK, dict(zip(names, map(list, zip(*links, strict=True)), strict=True)))
    return links
