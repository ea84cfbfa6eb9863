"""Frames of measures."""

from typing import Any

from api.measures.serializers import ScoreShape, shape_score
from api.realtime.registry import frame
from portal.kernel.actor import Actor
from portal.measures import selectors
from portal.outbox import Item


@frame("measures.response_completed", ScoreShape)
def response_completed(actor: Actor, item: Item) -> dict[str, Any] | None:
    return shape_score(selectors.score(actor, score_id=item.object_id))
