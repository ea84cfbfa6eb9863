"""Sending and answering: one path for both, up to the signature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.files.attaching import attach
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused
from portal.kernel.transaction import action
from portal.messaging import logic, selectors
from portal.messaging.actions import at_once
from portal.messaging.actions.questions import ask, checked_choices, question_of
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.actions.turns import nobody_else_answers
from portal.messaging.events import MessageSent
from portal.messaging.models import Attachment, Draft, Message, Replying, Thread
from portal.programs import selectors as programs
from portal.programs.models import Patient


@dataclass(frozen=True)
class Sent:
    """`again`: the key was used before, and nothing was written now. `delivery`: what the author is shown,
    where writing brought it along."""

    message_id: UUID
    again: bool
    delivery: selectors.Delivery | None = None


@dataclass(frozen=True)
class _Signature:
    account_id: UUID
    name: str
    role: str
    from_team: bool


def send_message(
    actor: Actor,
    *,
    key: UUID,
    body: str,
    topic: str | None = None,
    thread_id: UUID | None = None,
    attachments: Sequence[UUID] = (),
    answers_to: UUID | None = None,
) -> Sent:
    """The patient writes to the care team: on a thread, or on a topic's open one, which is opened where
    there is none. On a closed thread the words go to a linked one. With files the words may be missing.
    `answers_to` is the team's question that a tap answers: the thread's newest, once; else Conflict.

    Allowed: the patient, until discharged. The promise (UTC) is set where nothing waited before. `key` is
    the author's own uuid: the same again writes nothing. Publishes MessageSent. Raises NotFound, Invalid,
    Refused, KeyReused.
    """
    wanted: dict[str, Any] = {
        "body": body, "topic": topic, "thread_id": thread_id, "attachments": attachments,
    }  # fmt: skip
    words = words_of_patient(actor, key=key, answers_to=answers_to, **wanted)
    made = at_once.say(words) if words else None
    if made is not None:
        return Sent(made.message.id, again=False, delivery=made)
    body = wanted["body"] = checked(body, attachments)
    said = _sent(thread_id, topic, body) | _named(attachments) | ({"to": answers_to} if answers_to else {})
    return _send_plainly(actor, key=key, said=said, answers_to=answers_to, **wanted)


def words_of_patient(
    actor: Actor,
    *,
    key: UUID,
    body: str,
    topic: str | None = None,
    thread_id: UUID | None = None,
    attachments: Sequence[UUID] = (),
    answers_to: UUID | None = None,
) -> at_once.Words | None:
    """What `send_message` is asked, as words that can go in one statement; None where they cannot."""
    body = body.strip()
    if thread_id is None or attachments or answers_to is not None or not _fits(body):
        return None
    digest = idempotency.digest_of(_sent(thread_id, topic, body))
    return at_once.Words(actor, key, thread_id, body, digest)


@action
def _send_plainly(
    actor: Actor,
    *,
    key: UUID,
    said: Mapping[str, object],
    body: str,
    topic: str | None = None,
    thread_id: UUID | None = None,
    attachments: Sequence[UUID] = (),
    answers_to: UUID | None = None,
) -> Sent:
    """Opens what has to be opened, takes files along, answers a question, and says what is wrong. Also what
    `at_once` is held against."""
    used = idempotency.use(actor, key=key, body=said)
    if used.object_id:
        return Sent(used.object_id, again=True)
    own = programs.own_patient(actor)
    patient = programs.patient(actor, patient_id=own.id, permission=Permission.MESSAGE_SEND)
    _still_enrolled(patient)
    if thread_id is not None:
        thread = _open_again(actor, Permission.MESSAGE_SEND, thread_id=thread_id)
    elif topic in logic.TOPICS:
        thread = open_thread(actor, Permission.MESSAGE_SEND, patient=patient, topic=topic)
    else:
        raise Invalid("/topic", "errors.field.invalid_choice")
    question = question_of(thread, message_id=answers_to) if answers_to else None
    # A tap is no end of what one has begun to write.
    places = [] if question else [f"thread.{thread_id or thread.id}", f"topic.{thread.topic}"]
    by = _Signature(used.account_id, patient.preferred_name, "patient", from_team=False)
    message = _write(actor, thread, by, key=key, body=body, places=places, attachments=attachments)
    if question:
        Message.objects.filter(id=message.id).update(answers_to=question)
    used.made(message.id)
    return Sent(message.id, again=False)


def answer(
    actor: Actor,
    *,
    key: UUID,
    thread_id: UUID,
    body: str,
    attachments: Sequence[UUID] = (),
    seen: int | None = None,
    anyway: bool = False,
    question: str = "",
    choices: Sequence[str] = (),
) -> Sent:
    """A member of the team answers, signed with name and role; the promise is kept and cleared. With files
    the words may be missing. `question` asks the patient to choose by a tap: "yes_no", or "choices" with two
    or three short ones.

    Allowed: the patient's care team, the program's lead. On a closed thread the words go to a linked one.
    While a colleague is writing, or has answered after the message that the writer saw last (`seen`), it is
    refused, unless it is meant to go `anyway`. Publishes MessageSent. Raises NotFound, Invalid, KeyReused,
    BeingAnswered.
    """
    wanted: dict[str, Any] = {
        "body": body, "attachments": attachments, "seen": seen, "anyway": anyway, "question": question,
    }  # fmt: skip
    words = words_of_team(actor, key=key, thread_id=thread_id, choices=choices, **wanted)
    made = at_once.say(words) if words else None
    if made is not None:
        return Sent(made.message.id, again=False, delivery=made)
    body = wanted["body"] = checked(body, attachments)
    choices = checked_choices(question, choices)
    said = _answered(thread_id, body) | _named(attachments)
    said |= {"asks": [question, *choices]} if question else {}
    return _answer_plainly(actor, key=key, said=said, thread_id=thread_id, choices=choices, **wanted)


def words_of_team(
    actor: Actor,
    *,
    key: UUID,
    thread_id: UUID,
    body: str,
    attachments: Sequence[UUID] = (),
    seen: int | None = None,
    anyway: bool = False,
    question: str = "",
    choices: Sequence[str] = (),
) -> at_once.Words | None:
    """What `answer` is asked, as words that can go in one statement; None where they cannot."""
    body = body.strip()
    if attachments or question or choices or not _fits(body):
        return None
    digest = idempotency.digest_of(_answered(thread_id, body))
    return at_once.Words(actor, key, thread_id, body, digest, at_once.Turn(seen, anyway))


@action
def _answer_plainly(
    actor: Actor,
    *,
    key: UUID,
    said: Mapping[str, object],
    thread_id: UUID,
    body: str,
    attachments: Sequence[UUID] = (),
    seen: int | None = None,
    anyway: bool = False,
    question: str = "",
    choices: Sequence[str] = (),
) -> Sent:
    used = idempotency.use(actor, key=key, body=said)
    if used.object_id:
        return Sent(used.object_id, again=True)
    thread = _open_again(actor, Permission.MESSAGE_ANSWER, thread_id=thread_id)
    if not anyway:
        nobody_else_answers(actor, thread, seen=seen if thread.id == thread_id else None)
    post = programs.posts_of(used.account_id).filter(program_id=thread.program_id).first()
    if post is None:
        raise NotFound
    by = _Signature(used.account_id, post.name, post.role, from_team=True)
    places = [f"thread.{thread_id}"]
    message = _write(actor, thread, by, key=key, body=body, places=places, attachments=attachments)
    if question:
        ask(message, question=question, choices=choices)
    Replying.objects.filter(thread=thread, account_id=used.account_id).delete()
    used.made(message.id)
    return Sent(message.id, again=False)


def _sent(thread_id: UUID | None, topic: str | None, body: str) -> dict[str, object]:
    """What the key of a patient's message stands for."""
    return {"thread": thread_id, "topic": topic, "body": body}


def _answered(thread_id: UUID, body: str) -> dict[str, object]:
    return {"thread": thread_id, "answer": body}


def _named(attachments: Sequence[UUID]) -> dict[str, object]:
    """What a message with files adds to what its key stands for."""
    return {"attachments": list(attachments)} if attachments else {}


def _fits(body: str) -> bool:
    return 0 < len(body) <= logic.LONGEST_BODY


def checked(body: str, attachments: Sequence[UUID] = ()) -> str:
    """Words that can be sent: not too many, and blank only beside files."""
    body = body.strip()
    if not body and not attachments:
        raise Invalid("/body", "errors.field.blank")
    if len(body) > logic.LONGEST_BODY:
        raise Invalid("/body", "errors.field.max_length")
    return body


def _still_enrolled(patient: Patient) -> None:
    today = clock.local(clock.now(), patient.program.timezone).date()
    if patient.discharged_on is not None and patient.discharged_on < today:
        raise Refused("talks.program_over")


def _open_again(actor: Actor, permission: Permission, *, thread_id: UUID) -> Thread:
    """The thread, locked; where it is closed, the open one that goes on from it."""
    thread = selectors.thread(actor, thread_id=thread_id, permission=permission, lock=True)
    if thread.state == "open":
        return thread
    return open_thread(actor, permission, patient=thread.patient, topic=thread.topic, previous=thread)


def open_thread(
    actor: Actor, permission: Permission, *, patient: Patient, topic: str, previous: Thread | None = None
) -> Thread:
    """The topic's open thread, locked; made where there is none. Of several at once, one makes it."""
    now = clock.now()
    mine = Thread.objects.filter(patient=patient, topic=topic, state="open")
    if not mine.exists():
        fresh = Thread(
            patient=patient, program_id=patient.program_id, topic=topic, opened_at=now, last_message_at=now,
            sort_key=_resting(now), previous=previous, assigned_to=previous.assigned_to if previous else None,
        )  # fmt: skip
        Thread.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = Thread.objects.select_related("patient__program", "assigned_to", "covering_for")
    return policy.one(actor, permission, rows, lock=True, patient_id=patient.id, topic=topic, state="open")


def _resting(now: datetime) -> int:
    return logic.sort_key(risk=0, waiting_since=None, answer_by=None, last_message_at=now)


def _write(
    actor: Actor,
    thread: Thread,
    by: _Signature,
    *,
    key: UUID,
    body: str,
    places: list[str],
    attachments: Sequence[UUID],
) -> Message:
    now = max(clock.now(), thread.last_message_at)
    thread.last_seq += 1
    thread.last_message_at = now
    if by.from_team:
        thread.team_seq += 1
        thread.waiting_since = thread.answer_by = None
    elif thread.waiting_since is None:
        zone = thread.patient.program.timezone
        hours = selectors.hours_of(thread.program_id, zone=zone)
        thread.waiting_since = now
        thread.answer_by = logic.answer_by(now, topic=thread.topic, hours=hours)
    save(thread, "last_seq", "team_seq", "last_message_at", "waiting_since", "answer_by")
    message = Message.objects.create(
        patient_id=thread.patient_id, program_id=thread.program_id, thread=thread, seq=thread.last_seq,
        team_seq=thread.team_seq, author_id=by.account_id, author_name=by.name, author_role=by.role,
        from_team=by.from_team, body=body, sent_at=now, key=key, attached=len(attachments),
    )  # fmt: skip
    if attachments:
        _attach(actor, message, attachments)
    Draft.objects.filter(account_id=by.account_id, place__in=places).delete()
    verb = "messaging.answer" if by.from_team else "messaging.send"
    note(actor, verb, thread, object_id=message.id, object_type="message")
    event = MessageSent(
        object_id=message.id, patient_id=thread.patient_id, program_id=thread.program_id,
        thread_id=thread.id, from_team=by.from_team, opens=message.seq == 1,
    )  # fmt: skip
    tell(event, thread)
    return message


def _attach(actor: Actor, message: Message, file_ids: Sequence[UUID]) -> None:
    files = attach(actor, file_ids=file_ids, patient_id=message.patient_id)
    Attachment.objects.bulk_create(
        Attachment(message=message, file=file, position=position) for position, file in enumerate(files)
    )
