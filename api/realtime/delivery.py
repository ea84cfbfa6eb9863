"""Reading what accounts were not sent yet, with their rights of this moment. Synchronous, in a thread.

All accounts of a process that have something to fetch are read together: their sessions, versions and
items, what the items show, and the audit are one statement each, however many they are. A frame delivered
is a read: before a batch leaves, one audit entry for each patient in it is written. If that fails, nothing
is sent.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from api.realtime import registry
from api.realtime.wire import write
from portal import audit
from portal.access import grants, held, version
from portal.access.held import Held
from portal.access.matrix import Basis
from portal.accounts import owed as owing
from portal.accounts import sessions
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.outbox import Item, selectors

log = logging.getLogger(__name__)
BATCH = 100


@dataclass(frozen=True)
class Start:
    """Where an account stands when its first socket opens."""

    last_seq: int
    version: int
    relative: bool


@dataclass(frozen=True)
class Ask:
    """What one account's sockets want: the frames after `after`. `held` was read at version `known`."""

    actor: Actor
    account_id: UUID
    session_ids: frozenset[str]
    after: int
    known: int
    relative: bool
    held: Held | None


@dataclass
class Batch:
    """`alive` are the sessions that may be sent to; `version` the one that the frames were rendered by."""

    alive: set[str]
    version: int
    relative: bool
    last: int
    held: Held | None = None
    frames: list[str] = field(default_factory=list)
    more: bool = False


class Data:
    """What a frame shows. Written as JSON once, for all who see the same."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._text = ""

    @property
    def text(self) -> str:
        self._text = self._text or write(self.data)
        return self._text


@dataclass(frozen=True)
class Rendered:
    """One recipient's frame; without data it is `gone`."""

    item: Item
    data: Data | None

    @property
    def text(self) -> str:
        if self.data is None:
            return write(self.frame)
        return f'{{"type":"{self.item.kind}","seq":{self.item.seq},"data":{self.data.text}}}'

    @property
    def frame(self) -> dict[str, Any]:
        if self.data is None:
            return {"type": "gone", "seq": self.item.seq}
        return {"type": self.item.kind, "seq": self.item.seq, "data": self.data.data}


@dataclass(frozen=True)
class _Reader:
    actor: Actor
    account_id: UUID
    items: list[Item]
    held: Held


def start(account_id: UUID) -> Start:
    return Start(
        last_seq=selectors.last_seqs([account_id])[account_id],
        version=version.of([account_id])[account_id],
        relative=_is_relative(account_id),
    )


def _is_relative(account_id: UUID) -> bool:
    return Basis.FAMILY in grants.bases_of(account_id)


def next_batches(asks: Sequence[Ask]) -> list[Batch]:
    """For each account the next frames of the sessions that still live.

    A relative whose rights have changed since `known` gets none: the socket closes first.
    """
    owed = owing.of([(ask.account_id, ask.session_ids, ask.after) for ask in asks], most=BATCH + 1)
    batches = [_begin(ask, found) for ask, found in zip(asks, owed, strict=True)]
    told = [
        (ask, batch, found.items)
        for ask, batch, found in zip(asks, batches, owed, strict=True)
        if found.items and batch.alive and not (ask.relative and batch.version != ask.known)
    ]
    missing = [ask.account_id for ask, batch, _ in told if batch.held is None]
    fresh = held.of(missing, at=clock.now()) if missing else {}
    readers = []
    for ask, batch, items in told:
        batch.held = batch.held or fresh[ask.account_id]
        batch.more = len(items) > BATCH
        readers.append(_Reader(ask.actor, ask.account_id, items[:BATCH], batch.held))
    for (_, batch, _), frames in zip(told, _render(readers, verb="realtime.deliver"), strict=True):
        batch.frames = [frame.text for frame in frames]
        batch.last = frames[-1].item.seq
    return batches


def _begin(ask: Ask, found: owing.Owed) -> Batch:
    changed = found.version != ask.known
    return Batch(
        alive=found.alive,
        version=found.version,
        relative=_is_relative(ask.account_id) if changed else ask.relative,
        last=ask.after,
        held=None if changed else ask.held,
    )


def read(
    actor: Actor, *, account_id: UUID, after: int, limit: int, verb: str
) -> tuple[list[dict[str, Any]], bool]:
    """At most `limit` frames of one account, in order and without a hole, and whether there are more."""
    items = selectors.items_after(account_id, seq=after, limit=limit + 1)
    if not items:
        return [], False
    holds = held.of([account_id], at=clock.now())[account_id]
    frames = _render([_Reader(actor, account_id, items[:limit], holds)], verb=verb)[0]
    return [frame.frame for frame in frames], len(items) > limit


def _render(readers: Sequence[_Reader], *, verb: str) -> list[list[Rendered]]:
    """For each reader its frames. What readers see alike is made once; one statement writes the audit."""
    at, shared = clock.now(), dict[Any, Data]()
    found = _gather(item for reader in readers for item in reader.items)
    rendered = []
    with audit.one_entry():
        for reader in readers:
            seen_by = registry.Reader(reader.account_id, reader.held, at)
            rendered.append(
                [Rendered(item, _data(reader.actor, seen_by, item, found, shared)) for item in reader.items]
            )
    entries = [
        entry
        for reader, frames in zip(readers, rendered, strict=True)
        for entry in _entries(reader.actor, frames)
    ]
    audit.read_batches(verb, object_type="frame", batches=entries)
    return rendered


def _gather(items: Iterable[Item]) -> dict[Any, Any]:
    """One read for all items that are rendered by the same way."""
    by_way: dict[Any, list[Item]] = {}
    for item in items:
        known = registry.frames().get(item.kind)
        if known is not None and known.many is not None:
            by_way.setdefault(known.many.gather, []).append(item)
    return {gather: gather(wanted) for gather, wanted in by_way.items()}


def _data(
    actor: Actor, reader: registry.Reader, item: Item, found: dict[Any, Any], shared: dict[Any, Data]
) -> Data | None:
    known = registry.frames().get(item.kind)
    if known is None:
        log.error("no frame is registered kind=%s event=%s", item.kind, item.event_id)
        return None
    try:
        if known.many is None:
            made = known.render(actor, item)
            return None if made is None else Data(made)
        seen = known.many.see(reader, item, found[known.many.gather])
        if seen is None:
            return None
        key = (item.event_id, seen.same)
        if key not in shared:
            shared[key] = Data(known.many.shape(seen.value))
        return shared[key]
    except NotFound:
        return None
    except DatabaseError:
        raise
    except Exception as error:  # one frame that cannot be rendered must not stop all that follow
        log.error("frame failed kind=%s event=%s", item.kind, item.event_id, exc_info=error)
        return None


def _entries(actor: Actor, frames: Sequence[Rendered]) -> list[audit.BatchRead]:
    """One for each patient in a reader's batch; its numbers lead back to what was shown."""
    shown = Counter(
        (frame.item.patient_id, frame.item.program_id) for frame in frames if frame.data is not None
    )
    reason = f"seq:{frames[0].item.seq}-{frames[-1].item.seq}"
    return [
        audit.BatchRead(actor, patient_id, program_id, reason, count)
        for (patient_id, program_id), count in shown.items()
    ]


@dataclass(frozen=True)
class Survey:
    """The state of all sockets of a process, as the database has it."""

    alive: set[str]
    versions: dict[UUID, int]
    last_seqs: dict[UUID, int]


def survey(session_ids: list[str], account_ids: list[UUID]) -> Survey:
    """Three indexed reads for the whole process, however many sockets it holds."""
    return Survey(sessions.alive(session_ids), version.of(account_ids), selectors.last_seqs(account_ids))
