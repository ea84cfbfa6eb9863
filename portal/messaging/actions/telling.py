"""What every change of a thread leaves behind: its version and place, an audit entry, an event."""

from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.events import Event
from portal.messaging import logic
from portal.messaging.models import Thread
from portal.outbox import publish


def save(thread: Thread, *fields: str) -> None:
    """Stores these fields of a locked thread, with its new version and its place in the inbox."""
    thread.version += 1
    thread.sort_key = logic.sort_key(
        risk=thread.risk,
        waiting_since=thread.waiting_since,
        answer_by=thread.answer_by,
        last_message_at=thread.last_message_at,
        session_at=thread.session_at,
    )
    thread.save(update_fields=[*fields, "version", "sort_key"])


def note(
    actor: Actor, verb: str, thread: Thread, *, object_id: UUID | None = None, object_type: str = "thread"
) -> None:
    audit.record(
        actor,
        verb,
        object_type=object_type,
        object_id=object_id or thread.id,
        patient_id=thread.patient_id,
        program_id=thread.program_id,
    )


def tell(event: Event, thread: Thread, *, team_only: bool = False) -> None:
    permission = Permission.INBOX_READ if team_only else Permission.MESSAGE_READ
    to = policy.who_can(permission, patient_id=thread.patient_id, program_id=thread.program_id)
    publish(event, recipients=to)
