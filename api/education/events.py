"""What comes down of the library: the reader's own marks, on the reader's other devices."""

from typing import Any

from rest_framework import serializers

from api.education import serializers as s
from api.realtime.registry import frame
from portal.education import selectors
from portal.kernel.actor import Actor
from portal.outbox import Item


class MarkSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    understood = serializers.BooleanField()
    saved = serializers.BooleanField()


@frame("education.mark_changed", MarkSerializer)
def mark_changed(actor: Actor, item: Item) -> dict[str, Any]:
    shape = s.shape_row(selectors.article(actor, article_id=item.object_id), "en")
    return {name: shape[name] for name in ("id", "understood", "saved")}
