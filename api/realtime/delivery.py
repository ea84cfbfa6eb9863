"""Reading what an account was not sent yet, with its rights of this moment. Synchronous, in a thread.

A frame delivered is a read: before a batch leaves, one audit entry for each patient in it is written. If
that fails, nothing is sent.
"""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from api.realtime import registry
from portal import audit
from portal.access import grants, version
from portal.access.matrix import Basis
from portal.accounts import sessions
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


@dataclass
class Batch:
    """`alive` are the sessions that may be sent to; `version` the one that the frames were rendered by."""

    alive: set[str]
    version: int
    relative: bool
    last: int
    frames: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False


def start(account_id: UUID) -> Start:
    return Start(
        last_seq=selectors.last_seqs([account_id])[account_id],
        version=version.of([account_id])[account_id],
        relative=_is_relative(account_id),
    )


def _is_relative(account_id: UUID) -> bool:
    return Basis.FAMILY in grants.bases_of(account_id)


def next_batch(
    actor: Actor, *, account_id: UUID, session_ids: Iterable[str], after: int, known: int, relative: bool
) -> Batch:
    """The frames after `after` for the sessions that still live.

    A relative whose rights have changed since `known` gets none: the socket closes first.
    """
    batch = Batch(
        alive=sessions.alive(session_ids),
        version=version.of([account_id])[account_id],
        relative=relative,
        last=after,
    )
    if batch.version != known:
        batch.relative = _is_relative(account_id)
    if not batch.alive or (relative and batch.version != known):
        return batch
    batch.frames, batch.more = read(
        actor, account_id=account_id, after=after, limit=BATCH, verb="realtime.deliver"
    )
    if batch.frames:
        batch.last = batch.frames[-1]["seq"]
    return batch


def read(
    actor: Actor, *, account_id: UUID, after: int, limit: int, verb: str
) -> tuple[list[dict[str, Any]], bool]:
    """At most `limit` frames, in order and without a hole, and whether there are more."""
    items = selectors.items_after(account_id, seq=after, limit=limit + 1)
    more = len(items) > limit
    items = items[:limit]
    with audit.one_entry():
        frames = [_frame(actor, item) for item in items]
    _record(actor, verb, items, frames)
    return frames, more


def _frame(actor: Actor, item: Item) -> dict[str, Any]:
    known = registry.frames().get(item.kind)
    data = None
    if known is None:
        log.error("no frame is registered kind=%s event=%s", item.kind, item.event_id)
    else:
        try:
            data = known.render(actor, item)
        except NotFound:
            data = None
        except DatabaseError:
            raise
        except Exception as error:  # one frame that cannot be rendered must not stop all that follow
            log.error("frame failed kind=%s event=%s", item.kind, item.event_id, exc_info=error)
    if data is None:
        return {"type": "gone", "seq": item.seq}
    return {"type": item.kind, "seq": item.seq, "data": data}


def _record(actor: Actor, verb: str, items: list[Item], frames: list[dict[str, Any]]) -> None:
    shown = [item for item, frame in zip(items, frames, strict=True) if frame["type"] != "gone"]
    for (patient_id, program_id), count in Counter((i.patient_id, i.program_id) for i in shown).items():
        audit.record(
            actor,
            verb,
            object_type="frame",
            patient_id=patient_id,
            program_id=program_id,
            reason=f"seq:{items[0].seq}-{items[-1].seq}",
            count=count,
        )


@dataclass(frozen=True)
class Survey:
    """The state of all sockets of a process, as the database has it."""

    alive: set[str]
    versions: dict[UUID, int]
    last_seqs: dict[UUID, int]


def survey(session_ids: list[str], account_ids: list[UUID]) -> Survey:
    """Three indexed reads for the whole process, however many sockets it holds."""
    return Survey(sessions.alive(session_ids), version.of(account_ids), selectors.last_seqs(account_ids))
