"""`GET /api/v1/sync?after=`: what the socket would have sent. Fills a hole, and stands in for the socket."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, StrictSerializer, answer
from api.realtime import delivery
from portal.outbox import selectors

_ANSWER: dict[str, Any] = {
    "type": "object",
    "properties": {
        "frames": {"type": "array", "items": {"$ref": "#/components/schemas/Frame"}},
        "last": {"type": "integer", "description": "Ask with this next."},
        "more": {"type": "boolean"},
        "reset": {"type": "boolean", "description": "What lies between is gone: load the screens again."},
    },
    "required": ["frames", "last", "more", "reset"],
}


class SyncQuery(StrictSerializer):
    after = serializers.IntegerField(min_value=0, max_value=2**62)
    limit = serializers.IntegerField(min_value=1, max_value=delivery.BATCH, default=50)


class Sync(Endpoint):
    """The signed-in account's own frames after a number, rendered with its rights of this moment."""

    object_type = "frame"

    @extend_schema(operation_id="sync", parameters=[SyncQuery], responses={200: _ANSWER})
    def get(self, request: Request) -> Response:
        query = self.query(SyncQuery)
        account_id = self.actor.account_id
        assert account_id is not None  # noqa: S101 - the endpoint is for signed-in people only
        after: int = query["after"]
        last = selectors.last_seqs([account_id])[account_id]
        if after > last:  # the database was restored to an earlier time
            return answer({"frames": [], "last": last, "more": False, "reset": True})
        frames, more = delivery.read(
            self.actor, account_id=account_id, after=after, limit=query["limit"], verb="realtime.sync"
        )
        first = frames[0]["seq"] if frames else last + 1
        return answer(
            {
                "frames": frames,
                "last": frames[-1]["seq"] if frames else last,
                "more": more,
                "reset": first > after + 1,  # older items are no longer kept
            }
        )
