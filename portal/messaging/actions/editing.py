"""Changing and taking back one's own words, for a short while. What stood there before is kept."""

from datetime import datetime
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.files.attaching import withdraw
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Refused, Stale
from portal.kernel.transaction import action
from portal.messaging import logic, selectors
from portal.messaging.actions import measuring
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.actions.writing import checked
from portal.messaging.events import MessageEdited, MessageRecalled
from portal.messaging.models import Attachment, Message, MessageVersion, Thread
from portal.messaging.selectors import fresh
from portal.messaging.selectors.threads import author_side


@action
def edit_message(actor: Actor, *, key: UUID, message_id: UUID, version: int, body: str) -> UUID:
    """The author writes a message anew; the text before is kept, sealed, for the team.

    Allowed: the author, for 15 minutes (`logic.CHANGE_WITHIN`) after sending, while they may still write on
    the thread. Not a question that was answered: the answer would stand under other words. Publishes
    MessageEdited. Raises NotFound, Refused, Invalid, Stale (412) where `version` is not the stored one.
    """
    body = body.strip()
    used = idempotency.use(actor, key=key, body={"edit": message_id, "version": version, "body": body})
    if used.object_id:
        return used.object_id
    thread, message = _own(actor, message_id=message_id, version=version)
    # Without words a message is its files.
    checked(body, [message.id] if message.attached else [])
    if body != message.body:
        now = _keep(message)
        message.body, message.edited_at = body, now
        message.save(update_fields=["body", "edited_at", "version"])
        save(thread)
        _tell(actor, "messaging.edit", MessageEdited, thread, message)
    used.made(message.id)
    return message.id


@action
def recall_message(actor: Actor, *, key: UUID, message_id: UUID, version: int) -> UUID:
    """The author takes a message back: nobody who reads the thread gets its text or its files
    any more.

    Allowed: as for `edit_message`. It counts as unread for nobody. Words of the patient that wait for an
    answer wait on where others do, or where the thread is marked for risk: what was said then is still
    looked at. Where the team takes an answer back, the patient's question waits again, by its old promise.
    Publishes MessageRecalled. Raises NotFound, Refused, Stale.
    """
    used = idempotency.use(actor, key=key, body={"recall": message_id, "version": version})
    if used.object_id:
        return used.object_id
    thread, message = _own(actor, message_id=message_id, version=version)
    message.recalled_at = _keep(message)
    message.body = ""
    message.save(update_fields=["body", "recalled_at", "version"])
    if message.attached:
        withdraw(Attachment.objects.filter(message=message).values_list("file_id", flat=True))
    _wait_anew(thread)
    if message.from_team:
        measuring.unanswer(thread, message)
    save(thread, "waiting_since", "answer_by")
    _tell(actor, "messaging.recall", MessageRecalled, thread, message)
    used.made(message.id)
    return message.id


def _own(actor: Actor, *, message_id: UUID, version: int) -> tuple[Thread, Message]:
    """The thread, locked, and the message of this author on it, where it may still be changed."""
    seen = policy.one(actor, Permission.MESSAGE_READ, Message.objects.only("id", "thread_id"), id=message_id)
    thread = selectors.thread(actor, thread_id=seen.thread_id, lock=True)
    message = Message.objects.get(id=message_id)
    if message.author_id != actor.account_id or message.from_team != author_side(actor, thread):
        raise Refused("talks.not_yours")
    if message.recalled_at is not None:
        raise Refused("talks.taken_back")
    if clock.now() > message.sent_at + logic.CHANGE_WITHIN:
        raise Refused("talks.too_late")
    if message.question and Message.objects.filter(answers_to=message, recalled_at=None).exists():
        raise Refused("talks.already_answered")
    if message.version != version:
        raise Stale
    return thread, message


def _keep(message: Message) -> datetime:
    """Stores the text that goes, and raises the version. Returns the instant of the change."""
    now = clock.now()
    fresh.forget(message.id)
    MessageVersion.objects.create(
        patient_id=message.patient_id, program_id=message.program_id, message=message,
        number=message.version, body=message.body, written_at=message.edited_at or message.sent_at, until=now,
    )  # fmt: skip
    message.version += 1
    return now


def _wait_anew(thread: Thread) -> None:
    """What the thread waits for, by the messages that still stand."""
    if thread.state != "open" or (thread.waiting_since is not None and thread.risk > 0):
        return
    standing = Message.objects.filter(thread=thread, recalled_at=None)
    answered = (
        standing.filter(from_team=True, kind="person").order_by("-seq").values_list("seq", flat=True).first()
    )
    open_since = standing.filter(from_team=False, seq__gt=answered or 0).order_by("seq")
    since = open_since.values_list("sent_at", flat=True).first()
    if since == thread.waiting_since:
        return
    thread.waiting_since, thread.answer_by = since, None
    if since is not None:
        hours = selectors.hours_of(thread.program_id, zone=thread.patient.program.timezone)
        thread.answer_by = logic.answer_by(since, topic=thread.topic, hours=hours)


def _tell(
    actor: Actor,
    verb: str,
    event: type[MessageEdited] | type[MessageRecalled],
    thread: Thread,
    message: Message,
) -> None:
    note(actor, verb, thread, object_id=message.id, object_type="message")
    told = event(
        object_id=message.id, patient_id=thread.patient_id, program_id=thread.program_id,
        thread_id=thread.id, from_team=message.from_team,
    )  # fmt: skip
    tell(told, thread)
