"""What comes down of daily check-ins, rendered with the rights of the moment."""

from typing import Any

from api.checkins import serializers as s
from api.realtime.registry import frame
from portal.checkins import selectors
from portal.kernel.actor import Actor
from portal.outbox import Item


@frame("checkins.saved", s.CheckInSerializer)
def saved(actor: Actor, item: Item) -> dict[str, Any] | None:
    found = selectors.day(actor, checkin_id=item.object_id)
    return s.shape_day(found) if found else None


@frame("checkins.taken_back", s.CheckInGoneSerializer)
def taken_back(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_gone(selectors.checkin(actor, checkin_id=item.object_id))


@frame("checkins.targets_set", s.CheckInTargetsSerializer)
def targets_set(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_targets(selectors.targets(actor, patient_id=item.object_id))
