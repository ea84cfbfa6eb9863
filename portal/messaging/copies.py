"""A private copy of words that a member of staff says to several patients: a step of announcing, in its
transaction and under its rule. The copy is a message like any other, in the patient's own thread."""

from uuid import UUID, uuid4

from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.actions.writing import open_thread
from portal.messaging.events import MessageSent
from portal.messaging.models import Message
from portal.programs.models import Patient, Staff

TOPIC = "schedule"


def write_copy(
    actor: Actor, *, patient: Patient, post: Staff, account_id: UUID, body: str, about: UUID | None
) -> Message:
    """One patient's copy, on their thread about the schedule, which is opened where there is none.

    It is no answer: what the patient asked goes on waiting, with its promise. The key is new for each copy,
    so that two copies have nothing in common but their words. `about` is the patient's own booking, where a
    session changed. Publishes MessageSent.
    """
    thread = open_thread(actor, Permission.ANNOUNCE, patient=patient, topic=TOPIC)
    now = clock.now()
    thread.last_seq += 1
    thread.team_seq += 1
    thread.last_message_at = now
    save(thread, "last_seq", "team_seq", "last_message_at")
    message = Message.objects.create(
        patient_id=patient.id, program_id=thread.program_id, thread=thread, seq=thread.last_seq,
        team_seq=thread.team_seq, author_id=account_id, author_name=post.name, author_role=post.role,
        kind="announced", from_team=True, body=body, sent_at=now, key=uuid4(), about=about,
    )  # fmt: skip
    note(actor, "messaging.announce", thread, object_id=message.id, object_type="message")
    event = MessageSent(
        object_id=message.id, patient_id=thread.patient_id, program_id=thread.program_id,
        thread_id=thread.id, from_team=True, opens=message.seq == 1,
    )  # fmt: skip
    tell(event, thread)
    return message
