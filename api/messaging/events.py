"""Frames of messaging, in the shapes of REST. Rendered at delivery, by the reader's rights of then."""

from typing import Any

from api.messaging import serializers as s
from api.realtime.registry import frame
from portal.kernel.actor import Actor
from portal.messaging import selectors
from portal.outbox import Item


@frame("messaging.message_sent", s.DeliverySerializer)
def message_sent(actor: Actor, item: Item) -> dict[str, Any] | None:
    return s.shape_delivery(selectors.delivery(actor, message_id=item.object_id))


for _kind in ("message_edited", "message_recalled"):
    frame(f"messaging.{_kind}", s.DeliverySerializer)(message_sent)


def _thread(actor: Actor, item: Item) -> dict[str, Any] | None:
    return s.shape_thread(selectors.view_of(actor, thread_id=item.object_id))


@frame("messaging.note_written", s.NoteDeliverySerializer)
def note_written(actor: Actor, item: Item) -> dict[str, Any] | None:
    return s.shape_note_delivery(selectors.note_delivery(actor, note_id=item.object_id))


for _kind in (
    "thread_read", "thread_claimed", "thread_closed", "replying_started", "thread_ranked", "mentions_seen",
):  # fmt: skip
    frame(f"messaging.{_kind}", s.ThreadSerializer)(_thread)
