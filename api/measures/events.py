"""Frames of measures."""

from typing import Any

from rest_framework import serializers

from api.measures.serializers import ScoreShape, shape_score
from api.realtime.registry import frame
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.measures import selectors
from portal.outbox import Item


class MeasureRefSerializer(serializers.Serializer[Any]):
    measure_id = serializers.UUIDField()
    patient_id = serializers.UUIDField()


@frame("measures.measure_assigned", MeasureRefSerializer)
def measure_assigned(actor: Actor, item: Item) -> dict[str, Any] | None:
    row = selectors.plan(actor, measure_id=item.object_id, permission=Permission.MEASURE_READ)
    return {"measure_id": row.id, "patient_id": row.patient_id}


@frame("measures.response_completed", ScoreShape)
def response_completed(actor: Actor, item: Item) -> dict[str, Any] | None:
    return shape_score(selectors.score(actor, score_id=item.object_id))
