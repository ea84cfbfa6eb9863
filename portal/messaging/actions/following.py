"""What follows from messages, once they are written: reply times, the automatic reply, the owner."""

from collections.abc import Collection
from uuid import UUID

from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.messaging.actions import measuring, owners, quiet
from portal.messaging.models import Message


@action
def follow_messages(actor: Actor, *, message_ids: Collection[UUID]) -> None:
    """Measures the answers that messages ask for or are; replies by itself outside team hours; hands threads
    to who covers where their owner is off. May run twice, and late.

    Several at once, because there are many: a constant number of queries finds the few threads that need
    something, and these alone are locked. Allowed: the system. Publishes MessageSent for an automatic reply,
    ThreadClaimed for a new owner.
    """
    if not actor.is_system:
        raise NotFound
    measuring.measure(message_ids)
    written = Message.objects.filter(id__in=message_ids, kind="person", from_team=False)
    asked = list(written.order_by("sent_at", "id").values_list("thread_id", "sent_at"))
    if asked:
        quiet.reply_where_nobody_is_here(actor, asked)
        owners.settle_where_wrong(actor, {thread_id for thread_id, _ in asked})
