"""The chain: each link holds the marks of the entries of one batch, and its HMAC covers these and the link
before it. A mark is an HMAC of the whole entry, so that a changed entry is named, not only its link.

Links are made behind the writers, in batches: a lock for each entry would serialize the whole product, and
a link for each entry cost as much as the reading that it reports.
"""

import hmac
import json
import logging

from django.conf import settings
from django.db import connection, transaction

from portal.audit import head
from portal.audit.models import Link
from portal.kernel import statements

log = logging.getLogger(__name__)
START = bytes(32)
MARK = 16  # bytes
# An entry as it is marked: PostgreSQL writes it for a third of what Python takes.
PLAIN = """json_build_array(e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
    e.actor_id::text, e.actor_kind, e.actor_name, e.session, e.ip, e.verb, e.object_type, e.object_id,
    e.patient_id::text, e.program_id::text, e.outcome, e.reason, e.count)::text"""
# What so many statements wrote leaves the queue in the transaction that links it.
_TAKE = f"""
WITH taken AS (
    DELETE FROM audit_queued WHERE id IN (SELECT id FROM audit_queued ORDER BY id LIMIT %(most)s::int)
    RETURNING entry_ids
), of_old AS (
    DELETE FROM audit_unsealed WHERE entry_id IN (SELECT entry_id FROM audit_unsealed LIMIT %(most)s::int)
    RETURNING entry_id
)
SELECT e.id, {PLAIN}, greatest((SELECT count(*) FROM taken), (SELECT count(*) FROM of_old))
FROM (SELECT unnest(entry_ids) FROM taken UNION ALL SELECT entry_id FROM of_old) waits (id)
JOIN audit_entry e ON e.id = waits.id ORDER BY e.id
"""  # noqa: S608 - fixed column names
_LINK = """
INSERT INTO audit_link (n, entry_id, entry_ids, marks, prev_hash, hash)
VALUES (%(n)s, %(entry_id)s, %(entry_ids)s::bigint[], %(marks)s, %(prev_hash)s, %(hash)s)
"""
_AS_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
_LOCK = 0x466F6F74  # one sealer at a time, in the whole database


def mark(plain: str) -> bytes:
    """Of an entry in the words of PLAIN."""
    return hmac.digest(settings.AUDIT_HMAC_KEY, plain.encode(), "sha256")[:MARK]


def hash_of(n: int, prev_hash: bytes, marks: bytes) -> bytes:
    return hmac.digest(settings.AUDIT_HMAC_KEY, prev_hash + n.to_bytes(8, "big") + marks, "sha256")


def hash_of_one(n: int, prev_hash: bytes, plain: str) -> bytes:
    """Of a link from before there were marks: it covers its one entry."""
    return hash_of(n, prev_hash, _AS_JSON(json.loads(plain)).encode())


def seal(*, batch: int = 200) -> int:
    """Links all waiting entries, those of `batch` statements in a transaction. Returns how many. Safe to run
    at any time."""
    sealed, more = 0, True
    while more:
        with transaction.atomic():
            count, more, made = _seal_batch(batch)
        if made and _continues_the_head():
            head.remember(*made)
        sealed += count
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


def _seal_batch(batch: int) -> tuple[int, bool, tuple[int, bytes] | None]:
    """How many entries got their link, whether more may wait, and the link's number and hash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    rows = statements.run(_TAKE, {"most": batch})
    if not rows:
        return 0, False, None
    last = Link.objects.order_by("-n").first()
    before, previous = (last.n, bytes(last.hash)) if last else (0, START)
    entry_ids, plain, taken = zip(*rows, strict=True)
    n, marks = before + 1, b"".join(map(mark, plain))
    sealed = hash_of(n, previous, marks)
    link = {"n": n, "entry_id": entry_ids[0], "entry_ids": list(entry_ids), "marks": marks}
    statements.run(_LINK, link | {"prev_hash": previous, "hash": sealed})
    return len(rows), taken[0] == batch, (n, sealed)
