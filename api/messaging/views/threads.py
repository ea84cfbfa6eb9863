"""REST of messaging. Each view names the selector or action, and translates."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.messaging import serializers as s
from api.messaging.views.base import ThreadEndpoint
from api.pagination import cursor_at, read_cursor
from portal.messaging import actions, selectors

_PLACE = "sort_key"


class Threads(ThreadEndpoint):
    @extend_schema(
        operation_id="threads", parameters=[s.ThreadsQuery], responses={200: s.ThreadPageSerializer}
    )
    def get(self, request: Request) -> Response:
        asked = self.query(s.ThreadsQuery)
        rows = selectors.threads_for(self.actor, patient_id=asked.get("patient"))
        return answer(self.page(rows, by="last_message_at", newest_first=True, asked=asked))

    @extend_schema(
        operation_id="open_thread",
        request=s.OpenThreadIn,
        responses={201: s.DeliverySerializer, 200: s.DeliverySerializer},
    )
    def post(self, request: Request) -> Response:
        key = self.idempotency_key()
        return self.delivered(actions.send_message(self.actor, key=key, **self.body(s.OpenThreadIn)))


class Messages(ThreadEndpoint):
    @extend_schema(
        operation_id="messages", parameters=[s.MessagesQuery], responses={200: s.MessagePageSerializer}
    )
    def get(self, request: Request, thread_id: UUID) -> Response:
        found = selectors.messages(self.actor, thread_id=thread_id, **self.query(s.MessagesQuery))
        return answer(s.shape_page(found))

    @extend_schema(
        operation_id="send_message",
        request=s.MessageIn,
        responses={201: s.DeliverySerializer, 200: s.DeliverySerializer},
    )
    def post(self, request: Request, thread_id: UUID) -> Response:
        key, body = self.idempotency_key(), self.body(s.MessageIn)
        return self.delivered(actions.send_message(self.actor, key=key, thread_id=thread_id, **body))


class Answers(ThreadEndpoint):
    @extend_schema(
        operation_id="answer_thread",
        request=s.ReplyIn,
        responses={201: s.DeliverySerializer, 200: s.DeliverySerializer},
    )
    def post(self, request: Request, thread_id: UUID) -> Response:
        key, body = self.idempotency_key(), self.body(s.ReplyIn)
        return self.delivered(actions.answer(self.actor, key=key, thread_id=thread_id, **body))


class Read(ThreadEndpoint):
    @extend_schema(operation_id="read_thread", request=s.ReadUpToIn, responses={200: s.ThreadSerializer})
    def post(self, request: Request, thread_id: UUID) -> Response:
        actions.mark_read(self.actor, thread_id=thread_id, **self.body(s.ReadUpToIn))
        return self.thread(thread_id)


class Claim(ThreadEndpoint):
    @extend_schema(operation_id="claim_thread", request=s.NothingIn, responses={200: s.ThreadSerializer})
    def post(self, request: Request, thread_id: UUID) -> Response:
        key = self.idempotency_key()
        self.body(s.NothingIn)
        actions.claim(self.actor, key=key, thread_id=thread_id)
        return self.thread(thread_id)


class Assign(ThreadEndpoint):
    @extend_schema(operation_id="assign_thread", request=s.AssignIn, responses={200: s.ThreadSerializer})
    def post(self, request: Request, thread_id: UUID) -> Response:
        key = self.idempotency_key()
        asked = self.body(s.AssignIn)
        actions.assign(
            self.actor, key=key, thread_id=thread_id, staff_id=asked["staff_id"], body=asked.get("note", "")
        )
        return self.thread(thread_id)


class Close(ThreadEndpoint):
    @extend_schema(operation_id="close_thread", request=s.NothingIn, responses={200: s.ThreadSerializer})
    def post(self, request: Request, thread_id: UUID) -> Response:
        self.body(s.NothingIn)
        actions.close_thread(self.actor, thread_id=thread_id)
        return self.thread(thread_id)


class Replying(ThreadEndpoint):
    @extend_schema(operation_id="start_replying", request=s.NothingIn, responses={200: s.ThreadSerializer})
    def post(self, request: Request, thread_id: UUID) -> Response:
        self.body(s.NothingIn)
        actions.start_replying(self.actor, thread_id=thread_id)
        return self.thread(thread_id)


class Inbox(ThreadEndpoint):
    @extend_schema(operation_id="inbox", parameters=[s.InboxQuery], responses={200: s.ThreadPageSerializer})
    def get(self, request: Request) -> Response:
        asked = self.query(s.InboxQuery)
        found = selectors.inbox(
            self.actor, queue=asked["queue"], topic=asked.get("topic"), track_id=asked.get("track"),
            at_risk=asked["risk"], after=_place(asked.get("cursor")), limit=asked["limit"],
        )  # fmt: skip
        last = found.rows[-1] if found.more else None
        return answer(
            {
                "results": [s.shape_row(row) for row in found.rows],
                "next": cursor_at(_PLACE, last.sort_key, last.id) if last else None,
            }
        )


def _place(cursor: str | None) -> tuple[int, UUID] | None:
    if not cursor:
        return None
    key, last = read_cursor(cursor, _PLACE)
    return int(key), UUID(str(last))


class Promise(Endpoint):
    object_type = "promise"

    @extend_schema(operation_id="promise", parameters=[s.PromiseQuery], responses={200: s.PromiseSerializer})
    def get(self, request: Request) -> Response:
        return answer(s.shape_promise(selectors.promise(self.actor, **self.query(s.PromiseQuery))))


class Unread(Endpoint):
    object_type = "unread"

    @extend_schema(operation_id="unread", responses={200: s.UnreadSerializer})
    def get(self, request: Request) -> Response:
        return answer(s.shape_unread(*selectors.badges(self.actor)))


class Draft(Endpoint):
    object_type = "draft"

    @extend_schema(operation_id="draft", responses={200: s.DraftSerializer})
    def get(self, request: Request, place: str) -> Response:
        return answer(s.shape_draft(place, selectors.draft(self.actor, place=place)))

    @extend_schema(operation_id="save_draft", request=s.DraftIn, responses={200: s.DraftSerializer})
    def put(self, request: Request, place: str) -> Response:
        saved = actions.save_draft(self.actor, place=place, **self.body(s.DraftIn))
        return answer(s.shape_draft(place, saved))
