"""What follows from a message, once it is written: its reply time, the automatic reply, its owner."""

from uuid import UUID

from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.messaging.actions import measuring, quiet
from portal.messaging.actions.owners import settle
from portal.messaging.models import Message, Thread


@action
def follow_message(actor: Actor, *, message_id: UUID) -> None:
    """Measures the answer that a message asks for or is; replies by itself outside team hours; hands the
    thread to who covers where its owner is off. May run twice, and late.

    Allowed: the system. Publishes MessageSent for an automatic reply, ThreadClaimed for a new owner.
    """
    if not actor.is_system:
        raise NotFound
    message = Message.objects.get(id=message_id)
    if message.kind != "person":
        return
    rows = Thread.objects.select_related("patient__program", "patient__account")
    thread = rows.select_for_update(of=("self",)).get(id=message.thread_id)
    measuring.measure(thread, message)
    if not message.from_team:
        quiet.reply_by_itself(actor, thread, message)
        settle(actor, [thread.id])
