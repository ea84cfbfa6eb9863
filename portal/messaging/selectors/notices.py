"""What a notice has to know just before it is sent. Reads no words, and so leaves no entry in the audit."""

from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.messaging.models import ReadMark, Thread


def waits_unread(account_id: UUID, *, thread_id: UUID, seq: int) -> bool:
    """Whether this account may still read the thread, and has not read up to this message."""
    found = Thread.objects.filter(id=thread_id).values_list("patient_id", "program_id").first()
    if found is None:
        return False
    reader = Actor.person(account_id)
    if not policy.can(reader, Permission.MESSAGE_READ, patient_id=found[0], program_id=found[1]):
        return False
    return not ReadMark.objects.filter(thread_id=thread_id, account_id=account_id, seq__gte=seq).exists()
