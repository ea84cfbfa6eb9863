"""Asking and answering in a room."""

from datetime import timedelta
from uuid import UUID

from portal.kernel import clock, idempotency, limits
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound
from portal.kernel.transaction import action
from portal.live import logic, selectors
from portal.live.actions import telling
from portal.live.events import QuestionAnswered, QuestionAsked
from portal.live.models import Question
from portal.outbox import publish


@action
def ask_question(actor: Actor, *, session_id: UUID, key: UUID, text: str, anonymous: bool = True) -> Question:
    """Asks the host; nobody else sees it until it is answered. Allowed: who came into the open room.

    Without a name the host sees none, else the alias: never who the person is. Publishes QuestionAsked to
    the host and the one who asked. Raises Conflict, Invalid, TooMany, NotFound.
    """
    row = selectors.locked(actor, session_id=session_id)
    own = selectors.place_in(actor, session_id=session_id)
    words = text.strip()
    used = idempotency.use(actor, key=key, body={"session": session_id, "text": words, "quiet": anonymous})
    if used.object_id is not None:
        return selectors.question(actor, question_id=used.object_id)[0]
    if own.first_joined_at is None:
        raise NotFound
    if row.state != "open":
        raise Conflict("live.not_open")
    if not words:
        raise Invalid("/text", "errors.field.blank")
    if len(words) > logic.LONGEST_QUESTION:
        raise Invalid("/text", "errors.field.max_length")
    limits.hit("live.ask", str(own.id), most=10, per=timedelta(minutes=10))
    asked = Question.objects.create(
        session=row, registration=own, text=words, anonymous=anonymous, asked_at=clock.now()
    )
    used.made(asked.id)
    seq = telling.log(row, "asked", question=asked)
    row.save(update_fields=["last_seq"])
    event = QuestionAsked(object_id=asked.id, session_id=row.id, program_id=row.program_id, room_seq=seq)
    publish(event, recipients=[*selectors.hosts(row), own.account_id])
    return asked


@action
def answer_question(actor: Actor, *, question_id: UUID, text: str) -> Question:
    """Answers a question in the room; everyone there reads both. Allowed: a host. The first answer stands.

    Publishes QuestionAnswered. Raises Conflict when it has an answer, Invalid, NotFound.
    """
    seen, _own = selectors.question(actor, question_id=question_id)
    row = selectors.hosted(actor, session_id=seen.session_id, lock=True)
    asked = selectors.question(actor, question_id=question_id)[0]
    words = text.strip()
    if asked.answered_at is not None:
        raise Conflict("live.answered_already")
    if not words:
        raise Invalid("/text", "errors.field.blank")
    if len(words) > logic.LONGEST_ANSWER:
        raise Invalid("/text", "errors.field.max_length")
    asked.answer, asked.answered_at = words, clock.now()
    asked.save(update_fields=["answer", "answered_at"])
    seq = telling.log(row, "answered", question=asked)
    row.save(update_fields=["last_seq"])
    telling.note(actor, "live.answer", row, asked.id)
    event = QuestionAnswered(object_id=asked.id, session_id=row.id, program_id=row.program_id, room_seq=seq)
    to = {*selectors.joined(row), *selectors.hosts(row), asked.registration.account_id}
    publish(event, recipients=to)
    return asked
