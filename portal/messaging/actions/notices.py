"""Telling of a message outside the app, to who does not see it there."""

from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.messaging.models import Mention, Message, Note
from portal.notify import logic, preferences, telling

TEMPLATE = "message"
MENTION = "mention"


@action
def tell_of_message(actor: Actor, *, message_id: UUID) -> int:
    """Plans a notice to the patient whom the team answered; or, when the patient wrote, to the member who has
    the thread, and for a thread that nobody has to all who may answer it: of the team only those who asked
    for it. Words that came with a changed session get none of their own: that of the change goes by every
    way that the patient wants, and one is enough. What is a day and a half old is told no more. Idempotent.
    Allowed: the system. Returns how many were planned.
    """
    if not actor.is_system:
        raise NotFound
    rows = Message.objects.select_related("thread__patient", "thread__assigned_to")
    still_news = clock.now() - logic.STALE_AFTER
    message = rows.filter(id=message_id, sent_at__gt=still_news).first()
    if message is None or message.about is not None:
        return 0
    home = "messages" if message.from_team else "inbox"
    return sum(
        telling.tell(
            account_id=account_id, template=TEMPLATE, about_id=message.thread_id, about_at=message.sent_at,
            path=f"/{home}/{message.thread_id}?at={message.seq}", once=f"message:{message.id}",
            seq=message.seq,
        )
        for account_id in _readers(message)
    )  # fmt: skip


@action
def tell_of_mentions(actor: Actor, *, note_id: UUID) -> int:
    """Plans a notice to each colleague whom a note names, of those who asked to hear of messages; never to
    its writer, nor of what was seen or is a day and a half old. Of the note leaves nothing but that there is
    one. Idempotent. Allowed: the system. Returns how many were planned.
    """
    if not actor.is_system:
        raise NotFound
    note = Note.objects.filter(id=note_id, written_at__gt=clock.now() - logic.STALE_AFTER).first()
    if note is None:
        return 0
    unseen = Mention.objects.filter(note=note, seen_at=None).exclude(account_id=note.author_id)
    return sum(
        telling.tell(
            account_id=account_id, template=MENTION, about_id=note.thread_id, about_at=note.written_at,
            path=f"/inbox/{note.thread_id}", once=f"mention:{note.id}", seq=note.after_seq,
        )
        for account_id in preferences.of_team(unseen.values_list("account_id", flat=True))
    )  # fmt: skip


def _readers(message: Message) -> list[UUID]:
    thread = message.thread
    if message.from_team:
        return [thread.patient.account_id] if thread.patient.account_id else []
    if thread.assigned_to is not None:
        theirs = [thread.assigned_to.account_id] if thread.assigned_to.account_id else []
    else:
        theirs = policy.who_can(
            Permission.MESSAGE_ANSWER, patient_id=message.patient_id, program_id=message.program_id
        )
    return [account_id for account_id in preferences.of_team(theirs) if account_id != message.author_id]
