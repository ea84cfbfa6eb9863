"""Commands of the socket: the same actions and shapes as REST."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.messaging import serializers as s
from api.realtime.registry import Asked, command
from portal.kernel.actor import Actor
from portal.messaging import actions, logic, selectors
from portal.outbox import passing


def write_many(asked: Sequence[Asked]) -> list[dict[str, Any] | None]:
    made = actions.write_many(
        [actions.Asked(one.actor, one.key, one.data, one.kind == "messaging.answer") for one in asked]
    )
    return [s.shape_delivery(delivery) if delivery else None for delivery in made]


@command("messaging.send", s.SendIn, about="thread_id", many=write_many)
def send(actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    sent = actions.send_message(actor, key=key, **data)
    return s.shape_delivery(sent.delivery or selectors.delivery(actor, message_id=sent.message_id))


@command("messaging.answer", s.AnswerIn, about="thread_id", many=write_many)
def answer(actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    sent = actions.answer(actor, key=key, **data)
    return s.shape_delivery(sent.delivery or selectors.delivery(actor, message_id=sent.message_id))


@command("messaging.read", s.ReadThreadIn, about="thread_id")
def read(actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    actions.mark_read(actor, **data)
    return s.shape_thread(selectors.view_of(actor, thread_id=data["thread_id"]))


@command("messaging.replying", s.ThreadIn, about="thread_id", quiet=True)
def replying(actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any]:
    actions.start_replying(actor, **data)
    return s.shape_thread(selectors.view_of(actor, thread_id=data["thread_id"]))


@command("messaging.typing", s.ThreadIn, about="thread_id", quiet=True)
def typing(actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any] | None:
    found = selectors.writer(actor, **data)
    passing.say(found.word, by=actor.me, to=found.seen_by, every_seconds=logic.TYPING_EVERY_SECONDS)
    return None
