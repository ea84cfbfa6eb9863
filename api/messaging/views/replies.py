"""REST of saved replies. Nothing here sends: they are text for a person to look at."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.messaging import serializers as s
from api.messaging.views.base import ThreadEndpoint
from portal.kernel import idempotency
from portal.messaging import actions, selectors


class ThreadReplies(ThreadEndpoint):
    @extend_schema(operation_id="filled_replies", responses={200: s.FilledRepliesSerializer})
    def get(self, request: Request, thread_id: UUID) -> Response:
        rows = selectors.filled_replies(self.actor, thread_id=thread_id)
        return answer({"results": [s.shape_filled_reply(row) for row in rows]})


class SavedReplies(Endpoint):
    object_type = "saved_reply"

    @extend_schema(operation_id="saved_replies", responses={200: s.SavedRepliesSerializer})
    def get(self, request: Request) -> Response:
        programs = selectors.reply_programs(self.actor)
        return answer(s.shape_replies(programs, selectors.replies(self.actor)))

    @extend_schema(
        operation_id="keep_reply",
        request=s.KeepReplyIn,
        responses={201: s.SavedReplySerializer, 200: s.SavedReplySerializer},
    )
    def post(self, request: Request) -> Response:
        key, body = self.idempotency_key(), self.body(s.KeepReplyIn)
        again = idempotency.known(self.actor, key=key)
        row = actions.keep_reply(self.actor, key=key, **body)
        return answer(s.shape_reply(row), status=200 if again else 201)


class SavedReply(Endpoint):
    object_type = "saved_reply"

    @extend_schema(
        operation_id="change_reply", request=s.ChangeReplyIn, responses={200: s.SavedReplySerializer}
    )
    def put(self, request: Request, reply_id: UUID) -> Response:
        row = actions.change_reply(self.actor, reply_id=reply_id, **self.body(s.ChangeReplyIn))
        return answer(s.shape_reply(row))


class ArchiveReply(Endpoint):
    object_type = "saved_reply"

    @extend_schema(operation_id="archive_reply", request=s.NothingIn, responses={204: None})
    def post(self, request: Request, reply_id: UUID) -> Response:
        self.body(s.NothingIn)
        actions.archive_reply(self.actor, reply_id=reply_id)
        return answer(None, status=204)
