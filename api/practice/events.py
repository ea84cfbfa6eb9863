"""What comes down of practice, rendered with the rights of the moment."""

from typing import Any

from api.practice import serializers as s
from api.realtime.registry import frame
from portal.kernel.actor import Actor
from portal.outbox import Item
from portal.practice import selectors


@frame("practice.entry_logged", s.PracticeEntrySerializer)
def entry_logged(actor: Actor, item: Item) -> dict[str, Any] | None:
    row = selectors.entry(actor, entry_id=item.object_id)
    return None if row.taken_back_at else s.shape_entry(row)


@frame("practice.entry_taken_back", s.PracticeEntryGoneSerializer)
def entry_taken_back(actor: Actor, item: Item) -> dict[str, Any]:
    row = selectors.entry(actor, entry_id=item.object_id)
    return {"id": row.id, "patient_id": row.patient_id}


@frame("practice.cards_chosen", s.CopingCardsSerializer)
def cards_chosen(actor: Actor, item: Item) -> dict[str, Any]:
    chosen = selectors.cards(actor, patient_id=item.object_id)
    return s.shape_cards(item.object_id, chosen)
