"""What every view of a thread answers with."""

from typing import Any
from uuid import UUID

from rest_framework.response import Response

from api.base import Endpoint, answer
from api.messaging import serializers as s
from api.pagination import page
from portal.messaging import selectors
from portal.messaging.actions import Sent


class ThreadEndpoint(Endpoint):
    object_type = "thread"

    def delivered(self, sent: Sent) -> Response:
        found = sent.delivery or selectors.delivery(self.actor, message_id=sent.message_id)
        return answer(s.shape_delivery(found), status=200 if sent.again else 201)

    def thread(self, thread_id: UUID) -> Response:
        return answer(s.shape_thread(selectors.view_of(self.actor, thread_id=thread_id)))

    def page(self, rows: Any, *, by: str, newest_first: bool, asked: dict[str, Any]) -> dict[str, Any]:
        found, cursor = page(
            rows, by=by, cursor=asked.get("cursor"), limit=asked["limit"], newest_first=newest_first
        )
        views = selectors.views_of(self.actor, threads=found)
        return {"results": [s.shape_thread(view) for view in views], "next": cursor}
