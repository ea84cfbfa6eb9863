"""Backup and restore of the whole database, as one sealed archive that knows the end of the audit chain.

A backup is an export of everything: it is sealed with a key of its own (BACKUP_KEY), holds no key, and
leaves its trace in the audit. A restore takes an empty database, all or nothing, and is believed only
when the chain holds up to the end that the archive names.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured

from portal.audit import Outcome, chain, head, record
from portal.audit.models import Link
from portal.audit.verify import Verdict, verify
from portal.kernel import archive, clock, crypto, dump
from portal.kernel.actor import Actor

_LONGEST_HEADER = 10_000


class NotEmpty(Exception):
    """The database to restore into holds tables."""


@dataclass(frozen=True)
class Contents:
    """What an archive says of itself. `at` is UTC; `head` the hash of link `n` (0: an empty chain)."""

    id: UUID
    at: datetime
    n: int
    head: str


@dataclass(frozen=True)
class Restored:
    """`lost` links stood in the head file of this host and not in the archive; `closed` names master keys
    that the settings lack, or hold wrongly: what is sealed under them cannot be read."""

    contents: Contents
    verdict: Verdict
    lost: int
    closed: list[str]


def key() -> bytes:
    """Raises ImproperlyConfigured where there is none."""
    if settings.BACKUP_KEY is None:
        raise ImproperlyConfigured(
            "BACKUP_KEY is not set: 32 random bytes in base64, kept apart from the backups."
        )
    return bytes(settings.BACKUP_KEY)


def make(out: BinaryIO) -> tuple[Contents, int]:
    """Writes a backup of the database as it is now. Returns what it holds, and its size in plain bytes.

    Allowed: whoever has this host's shell and keys. Audited before it begins (so the backup holds its own
    beginning) and after it ends or fails. Raises DumpFailed, ImproperlyConfigured.
    """
    actor, box, number = Actor.system("backup"), key(), uuid4()
    record(actor, "backup.start", object_type="backup", object_id=number)
    chain.seal()
    last = Link.objects.order_by("-n").first()
    known = (last.n, bytes(last.hash).hex()) if last else (0, chain.START.hex())
    contents = Contents(id=number, at=clock.now(), n=known[0], head=known[1])
    outcome: Outcome = "failed"
    try:
        size = archive.write(out, _parts(contents), key=box)
        outcome = "done"
    finally:
        record(actor, "backup.make", object_type="backup", object_id=number, outcome=outcome)
    return contents, size


def restore(source: BinaryIO) -> Restored:
    """Writes a backup into an empty database, ends all sessions, and walks the audit chain.

    The head of the chain becomes the archive's; the head file that was here stays beside it. Audited in
    the restored database. Raises NotEmpty, ArchiveBroken, DumpFailed, ImproperlyConfigured: then nothing
    was written.
    """
    parts = archive.read(source, key=key())
    if dump.tables():
        raise NotEmpty
    contents, first = _header(parts)
    dump.restore(_chain(first, parts))
    crypto.forget()
    Session.objects.all().delete()  # whoever signed out since must not be signed in again
    lost = _take_head(contents)
    verdict = verify()
    outcome: Outcome = "done" if verdict.holds else "failed"
    record(
        Actor.system("restore"),
        "backup.restore",
        object_type="backup",
        object_id=contents.id,
        outcome=outcome,
    )
    if verdict.holds:
        chain.seal()
    return Restored(contents=contents, verdict=verdict, lost=lost, closed=crypto.closed())


def _parts(contents: Contents) -> Iterator[bytes]:
    said = json.dumps(asdict(contents), default=str).encode()
    yield len(said).to_bytes(4, "big") + said
    yield from dump.dump()


def _header(parts: Iterator[bytes]) -> tuple[Contents, bytes]:
    first = next(parts)
    length = int.from_bytes(first[:4], "big")
    if not 0 < length <= _LONGEST_HEADER:
        raise archive.ArchiveBroken("The backup's beginning cannot be read.")
    said = json.loads(first[4 : 4 + length])
    contents = Contents(
        id=UUID(said["id"]), at=datetime.fromisoformat(said["at"]), n=int(said["n"]), head=str(said["head"])
    )
    return contents, first[4 + length :]


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _take_head(contents: Contents) -> int:
    """Returns how many links this host remembers that the archive does not have."""
    try:
        known = head.remembered()
    except ValueError:
        known = None
    if head.path().exists():
        head.path().replace(head.path().with_name(f"{head.path().name}.before-{contents.id}"))
    head.remember(contents.n, bytes.fromhex(contents.head), restart=True)
    return max(0, known[0] - contents.n) if known else 0
