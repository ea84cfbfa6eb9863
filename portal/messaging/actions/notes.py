"""What the team says to itself about a thread. It reaches the patient by no door: its own tables, its own
permission, its own event, whose recipients are asked by that permission."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.kernel.transaction import action
from portal.messaging import logic, selectors
from portal.messaging.actions import telling
from portal.messaging.events import MentionsSeen, NoteWritten
from portal.messaging.models import Draft, Mention, Note, Thread
from portal.messaging.selectors.notes import colleagues_of
from portal.messaging.selectors.threads import person
from portal.outbox import publish
from portal.programs.models import Staff


@dataclass(frozen=True)
class Written:
    """`again`: the key was used before, and nothing was written now."""

    note_id: UUID
    again: bool


@action
def write_note(
    actor: Actor, *, key: UUID, thread_id: UUID, body: str, mentions: Collection[UUID] = ()
) -> Written:
    """A note for the team on a thread, and the colleagues (accounts) whom it names.

    Allowed: the patient's care team, the program's lead. Whoever is named must be able to answer here.
    `key` is the author's own uuid: the same again writes nothing. Publishes NoteWritten to who may read
    notes. Raises NotFound, Invalid, KeyReused.
    """
    body = checked(body)
    asked = {"note": body, "thread": thread_id, "mentions": sorted(mentions)}
    used = idempotency.use(actor, key=key, body=asked)
    if used.object_id:
        return Written(used.object_id, again=True)
    thread = selectors.thread(actor, thread_id=thread_id, permission=Permission.NOTE_WRITE)
    found = put(actor, thread, key=key, body=body, mentions=mentions)
    Draft.objects.filter(account_id=used.account_id, place=f"note.{thread_id}").delete()
    used.made(found.id)
    return Written(found.id, again=False)


@action
def see_mentions(actor: Actor, *, thread_id: UUID) -> Thread:
    """The actor has seen where notes of this thread name them. Allowed: who may read notes. Publishes
    MentionsSeen to the actor alone, where something was new. Raises NotFound."""
    thread = selectors.thread(actor, thread_id=thread_id, permission=Permission.NOTE_READ)
    me = person(actor)
    if Mention.objects.filter(thread=thread, account_id=me, seen_at=None).update(seen_at=clock.now()):
        telling.note(actor, "messaging.see_mentions", thread)
        event = MentionsSeen(object_id=thread.id, patient_id=thread.patient_id, program_id=thread.program_id)
        publish(event, recipients=[me])
    return thread


def checked(body: str) -> str:
    body = body.strip()
    if not body:
        raise Invalid("/body", "errors.field.blank")
    if len(body) > logic.LONGEST_BODY:
        raise Invalid("/body", "errors.field.max_length")
    return body


def put(actor: Actor, thread: Thread, *, key: UUID, body: str, mentions: Collection[UUID]) -> Note:
    """Inside an action: the row, its mentions, the audit entry and the event."""
    me, now = person(actor), clock.now()
    people = colleagues_of(thread)
    mine = next((post for post in people if post.account_id == me), None)
    named = _named(people, mentions)
    found = Note.objects.create(
        patient_id=thread.patient_id, program_id=thread.program_id, thread=thread,
        after_seq=thread.last_seq, author_id=me, author_name=mine.name if mine else "",
        author_role=mine.role if mine else "", body=body, written_at=now, key=key,
    )  # fmt: skip
    Mention.objects.bulk_create(
        Mention(
            patient_id=thread.patient_id, program_id=thread.program_id, note=found, thread=thread,
            account_id=account_id, name=name, seen_at=now if account_id == me else None,
        )
        for account_id, name in named.items()
    )  # fmt: skip
    telling.note(actor, "messaging.note", thread, object_id=found.id, object_type="note")
    event = NoteWritten(
        object_id=found.id, patient_id=thread.patient_id, program_id=thread.program_id, thread_id=thread.id
    )
    readers = policy.who_can(Permission.NOTE_READ, patient_id=thread.patient_id, program_id=thread.program_id)
    publish(event, recipients=readers)
    return found


def _named(people: Sequence[Staff], mentions: Collection[UUID]) -> dict[UUID, str]:
    """Their names by account. Raises Invalid for who could not answer here."""
    named = {post.account_id: post.name for post in people if post.account_id and post.account_id in mentions}
    if set(named) != set(mentions):
        raise Invalid("/mentions", "desk.not_on_team")
    return named
