"""Frames of messaging, in the shapes of REST. Rendered at delivery, by the reader's rights of then: a batch
is read once for all its readers."""

from collections.abc import Hashable, Sequence
from typing import Any

from api.messaging import serializers as s
from api.realtime.registry import Many, Reader, Seen, frame, frame_of_many, passing_frame
from portal.kernel.actor import Actor
from portal.messaging import selectors
from portal.messaging.selectors import ThreadView, batch, fresh
from portal.outbox import Item

_SENT = "messaging.message_sent"


def _messages(items: Sequence[Item]) -> Any:
    changed = {item.object_id for item in items if item.kind != _SENT}
    ids = {item.object_id for item in items}
    return fresh.messages_by_id(ids, as_sent=ids - changed)


def _threads(items: Sequence[Item]) -> Any:
    return batch.threads_by_id({item.object_id for item in items})


def _same(view: ThreadView) -> Hashable:
    """Two readers see the same of a thread at one instant, but for these."""
    return view.unread, view.desk and view.desk.marks


def _delivery(reader: Reader, item: Item, found: Any) -> Seen | None:
    seen = batch.delivered(
        found.get(item.object_id), account_id=reader.account_id, held=reader.held, at=reader.at
    )
    return Seen(_same(seen.view), seen) if seen else None


def _thread(reader: Reader, item: Item, found: Any) -> Seen | None:
    view = batch.shown(
        found.get(item.object_id), account_id=reader.account_id, held=reader.held, at=reader.at
    )
    return Seen(_same(view), view) if view else None


for _kind in ("message_sent", "message_edited", "message_recalled"):
    frame_of_many(f"messaging.{_kind}", s.DeliverySerializer, Many(_messages, _delivery, s.shape_delivery))

for _kind in (
    "thread_read", "thread_claimed", "thread_closed", "replying_started", "thread_ranked", "mentions_seen",
):  # fmt: skip
    frame_of_many(f"messaging.{_kind}", s.ThreadSerializer, Many(_threads, _thread, s.shape_thread))


@frame("messaging.note_written", s.NoteDeliverySerializer)
def note_written(actor: Actor, item: Item) -> dict[str, Any] | None:
    return s.shape_note_delivery(selectors.note_delivery(actor, note_id=item.object_id))


for _kind, _permission in selectors.TYPING_SEEN_BY.items():
    passing_frame(_kind, s.TypingSerializer, permission=_permission, about="thread_id")
