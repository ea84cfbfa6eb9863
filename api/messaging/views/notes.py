"""REST of the team's notes. Each view names the selector or action, and translates."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import answer
from api.messaging import serializers as s
from api.messaging.views.base import ThreadEndpoint
from portal.messaging import actions, selectors


class Notes(ThreadEndpoint):
    @extend_schema(operation_id="notes", responses={200: s.NotesSerializer})
    def get(self, request: Request, thread_id: UUID) -> Response:
        rows = selectors.notes(self.actor, thread_id=thread_id)
        return answer({"results": [s.shape_note(row) for row in rows]})

    @extend_schema(
        operation_id="write_note",
        request=s.NoteIn,
        responses={201: s.NoteDeliverySerializer, 200: s.NoteDeliverySerializer},
    )
    def post(self, request: Request, thread_id: UUID) -> Response:
        key, body = self.idempotency_key(), self.body(s.NoteIn)
        written = actions.write_note(self.actor, key=key, thread_id=thread_id, **body)
        found = selectors.note_delivery(self.actor, note_id=written.note_id)
        return answer(s.shape_note_delivery(found), status=200 if written.again else 201)


class MentionsSeen(ThreadEndpoint):
    @extend_schema(operation_id="see_mentions", request=s.NothingIn, responses={200: s.ThreadSerializer})
    def post(self, request: Request, thread_id: UUID) -> Response:
        self.body(s.NothingIn)
        actions.see_mentions(self.actor, thread_id=thread_id)
        return self.thread(thread_id)


class Colleagues(ThreadEndpoint):
    @extend_schema(operation_id="colleagues", responses={200: s.ColleaguesSerializer})
    def get(self, request: Request, thread_id: UUID) -> Response:
        rows = selectors.colleagues(self.actor, thread_id=thread_id)
        return answer({"results": [s.shape_colleague(row) for row in rows]})
