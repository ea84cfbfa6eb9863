"""What a phone says in a room over the socket: the same actions as REST."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.base import StrictSerializer
from api.live import serializers as s
from api.realtime.registry import command
from portal.kernel.actor import Actor
from portal.live import actions, selectors


class JoinCommand(StrictSerializer):
    session_id = serializers.UUIDField()


class SlideCommand(s.LiveSlideBody):
    session_id = serializers.UUIDField()


class AskCommand(s.LiveAskBody):
    session_id = serializers.UUIDField()


class AnswerCommand(s.LiveAnswerBody):
    question_id = serializers.UUIDField()


@command("live.join", JoinCommand, about="session_id")
def join(actor: Actor, _key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    actions.join(actor, **data)
    return s.shape_room(selectors.room(actor, **data))


@command("live.leave", JoinCommand, about="session_id")
def leave(actor: Actor, _key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    actions.leave(actor, **data)
    return s.shape_session(selectors.session(actor, **data))


@command("live.show_slide", SlideCommand, about="session_id")
def show_slide(actor: Actor, _key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    row = actions.show_slide(actor, **data)
    return s.shape_room(selectors.room(actor, session_id=row.id))


@command("live.ask", AskCommand, about="session_id")
def ask(actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    return _question(actor, actions.ask_question(actor, key=key, **data).id)


@command("live.answer", AnswerCommand, about="question_id")
def answer(actor: Actor, _key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    return _question(actor, actions.answer_question(actor, **data).id)


def _question(actor: Actor, question_id: UUID) -> dict[str, Any]:
    row, own_id = selectors.question(actor, question_id=question_id)
    return s.shape_question(row, own_id=own_id)
