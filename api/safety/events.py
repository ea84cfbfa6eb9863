"""Frames of alerts: raised, passed on and acknowledged carry the same shape."""

from typing import Any

from api.realtime.registry import frame
from api.safety.serializers import AlertShape, shape_alert
from portal.kernel.actor import Actor
from portal.outbox import Item
from portal.safety import selectors


@frame("safety.alert_raised", AlertShape)
@frame("safety.alert_passed_on", AlertShape)
@frame("safety.alert_acknowledged", AlertShape)
def alert(actor: Actor, item: Item) -> dict[str, Any] | None:
    return shape_alert(selectors.alert(actor, alert_id=item.object_id))
