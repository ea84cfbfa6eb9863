"""What a message said before: for the team alone."""

from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.messaging.models import Message, MessageVersion


def history(actor: Actor, *, message_id: UUID) -> list[MessageVersion]:
    """The earlier texts of a message, oldest first; NotFound for everyone but the team."""
    message = policy.one(actor, Permission.MESSAGE_HISTORY, Message.objects.all(), id=message_id)
    found = list(MessageVersion.objects.filter(message=message).order_by("number"))
    audit.read(
        actor,
        "messaging.history",
        object_type="message",
        object_id=message.id,
        patient_id=message.patient_id,
        program_id=message.program_id,
        count=len(found),
    )
    return found
