"""REST of single messages: changing, taking back, earlier texts, search."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.messaging import serializers as s
from api.pagination import cursor_at, read_cursor
from portal.messaging import actions, selectors

_ORDER = "sent_at"


class _MessageEndpoint(Endpoint):
    object_type = "message"

    def changed(self, message_id: UUID) -> Response:
        found = selectors.delivery(self.actor, message_id=message_id)
        return answer(s.shape_delivery(found), etag=str(found.message.version))


class Message(_MessageEndpoint):
    """`version` in the body is the one that the author saw; else 412."""

    @extend_schema(operation_id="edit_message", request=s.EditIn, responses={200: s.DeliverySerializer})
    def patch(self, request: Request, message_id: UUID) -> Response:
        key, body = self.idempotency_key(), self.body(s.EditIn)
        return self.changed(actions.edit_message(self.actor, key=key, message_id=message_id, **body))


class Recall(_MessageEndpoint):
    @extend_schema(operation_id="recall_message", request=s.VersionIn, responses={200: s.DeliverySerializer})
    def post(self, request: Request, message_id: UUID) -> Response:
        key, body = self.idempotency_key(), self.body(s.VersionIn)
        return self.changed(actions.recall_message(self.actor, key=key, message_id=message_id, **body))


class History(_MessageEndpoint):
    @extend_schema(operation_id="message_history", responses={200: s.MessageHistorySerializer})
    def get(self, request: Request, message_id: UUID) -> Response:
        found = selectors.history(self.actor, message_id=message_id)
        return answer({"results": [s.shape_version(row) for row in found]})


class Search(Endpoint):
    """A POST, so that what somebody looks for stands in no address and no log."""

    object_type = "patient"

    @extend_schema(operation_id="search_messages", request=s.SearchIn, responses={200: s.SearchSerializer})
    def post(self, request: Request) -> Response:
        asked = self.body(s.SearchIn)
        after = None
        if "cursor" in asked:
            at, last = read_cursor(asked["cursor"], _ORDER)
            after = (at, UUID(str(last)))
        found = selectors.search(
            self.actor, words=asked["words"], patient_id=asked.get("patient"), after=after
        )
        cursor = cursor_at(_ORDER, *found.after) if found.after else None
        return answer(s.shape_found(found, cursor=cursor))
