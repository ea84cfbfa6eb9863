"""Live sessions over REST. Who may what is asked of the portal, each time."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.live import serializers as s
from portal.kernel import idempotency
from portal.live import actions, selectors


class Sessions(Endpoint):
    object_type = "live_session"

    @extend_schema(operation_id="live_sessions_list", responses=s.LiveSessionSerializer(many=True))
    def get(self, request: Request) -> Response:
        return answer([s.shape_session(row) for row in selectors.sessions(self.actor)])

    @extend_schema(
        operation_id="live_session_plan",
        request=s.LiveSessionBody,
        responses={200: s.LiveSessionSerializer, 201: s.LiveSessionSerializer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(s.LiveSessionBody)
        key = self.idempotency_key()
        status = 200 if idempotency.known(self.actor, key=key) else 201
        row = actions.plan_session(self.actor, key=key, **body)
        return answer(_session(self, row.id), status=status)


class Session(Endpoint):
    object_type = "live_session"

    @extend_schema(operation_id="live_session_get", responses=s.LiveSessionSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        return answer(_session(self, session_id))


class Registration(Endpoint):
    """One's own place: PUT takes it, or one in the line; DELETE gives it back."""

    object_type = "live_session"

    @extend_schema(operation_id="live_register", request=None, responses=s.LiveSessionSerializer)
    def put(self, request: Request, session_id: UUID) -> Response:
        actions.register(self.actor, session_id=session_id)
        return answer(_session(self, session_id))

    @extend_schema(operation_id="live_cancel", responses={200: s.LiveSessionSerializer})
    def delete(self, request: Request, session_id: UUID) -> Response:
        actions.cancel(self.actor, session_id=session_id)
        return answer(_session(self, session_id))


class Presence(Endpoint):
    """Coming in and leaving."""

    object_type = "live_session"

    @extend_schema(operation_id="live_join", request=None, responses=s.LiveRoomSerializer)
    def put(self, request: Request, session_id: UUID) -> Response:
        actions.join(self.actor, session_id=session_id)
        return answer(_room(self, session_id))

    @extend_schema(operation_id="live_leave", responses={200: s.LiveSessionSerializer})
    def delete(self, request: Request, session_id: UUID) -> Response:
        actions.leave(self.actor, session_id=session_id)
        return answer(_session(self, session_id))


class Room(Endpoint):
    object_type = "live_session"

    @extend_schema(operation_id="live_room_get", responses=s.LiveRoomSerializer)
    def get(self, request: Request, session_id: UUID) -> Response:
        return answer(_room(self, session_id))


class Log(Endpoint):
    """What happened in the room after a number: for a phone that was away."""

    object_type = "live_session"

    @extend_schema(
        operation_id="live_log_list",
        parameters=[OpenApiParameter("after", int)],
        responses=s.LiveLogEntrySerializer(many=True),
    )
    def get(self, request: Request, session_id: UUID) -> Response:
        after = self.query(s.SessionQuery)["after"]
        row, own_id, entries = selectors.log_after(self.actor, session_id=session_id, seq=after)
        return answer([s.shape_entry(entry, row=row, own_id=own_id) for entry in entries])


class State(Endpoint):
    """The host opens and ends."""

    object_type = "live_session"

    @extend_schema(operation_id="live_state_set", request=s.LiveStateBody, responses=s.LiveRoomSerializer)
    def put(self, request: Request, session_id: UUID) -> Response:
        change = (
            actions.open_session if self.body(s.LiveStateBody)["state"] == "open" else actions.end_session
        )
        change(self.actor, session_id=session_id)
        return answer(_room(self, session_id))


class Slide(Endpoint):
    object_type = "live_session"

    @extend_schema(operation_id="live_slide_show", request=s.LiveSlideBody, responses=s.LiveRoomSerializer)
    def put(self, request: Request, session_id: UUID) -> Response:
        actions.show_slide(self.actor, session_id=session_id, slide=self.body(s.LiveSlideBody)["slide"])
        return answer(_room(self, session_id))


class Lock(Endpoint):
    object_type = "live_session"

    @extend_schema(operation_id="live_lock_set", request=s.LiveLockBody, responses=s.LiveRoomSerializer)
    def put(self, request: Request, session_id: UUID) -> Response:
        actions.lock_session(self.actor, session_id=session_id, locked=self.body(s.LiveLockBody)["locked"])
        return answer(_room(self, session_id))


class Questions(Endpoint):
    object_type = "live_question"

    @extend_schema(
        operation_id="live_question_ask",
        request=s.LiveAskBody,
        responses={200: s.LiveQuestionSerializer, 201: s.LiveQuestionSerializer},
    )
    def post(self, request: Request, session_id: UUID) -> Response:
        body = self.body(s.LiveAskBody)
        key = self.idempotency_key()
        status = 200 if idempotency.known(self.actor, key=key) else 201
        row = actions.ask_question(self.actor, session_id=session_id, key=key, **body)
        return answer(_question(self, row.id), status=status)


class Answer(Endpoint):
    object_type = "live_question"

    @extend_schema(
        operation_id="live_question_answer", request=s.LiveAnswerBody, responses=s.LiveQuestionSerializer
    )
    def put(self, request: Request, question_id: UUID) -> Response:
        actions.answer_question(self.actor, question_id=question_id, text=self.body(s.LiveAnswerBody)["text"])
        return answer(_question(self, question_id))


def _session(view: Endpoint, session_id: UUID) -> dict[str, Any]:
    return s.shape_session(selectors.session(view.actor, session_id=session_id))


def _room(view: Endpoint, session_id: UUID) -> dict[str, Any]:
    return s.shape_room(selectors.room(view.actor, session_id=session_id))


def _question(view: Endpoint, question_id: UUID) -> dict[str, Any]:
    row, own_id = selectors.question(view.actor, question_id=question_id)
    return s.shape_question(row, own_id=own_id)
