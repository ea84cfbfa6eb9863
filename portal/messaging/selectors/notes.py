"""The team's notes on a thread, and the colleagues whom they can name. Each read leaves an audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.messaging.models import Mention, Note, Thread
from portal.messaging.selectors.threads import ThreadView, thread, view_of
from portal.programs.models import Staff

MOST_NOTES = 200


@dataclass(frozen=True)
class NoteView:
    note: Note
    mentions: list[Mention]


@dataclass(frozen=True)
class NoteDelivery:
    """A note with its thread as this reader has it now."""

    note: NoteView
    view: ThreadView


def notes(actor: Actor, *, thread_id: UUID) -> list[NoteView]:
    """The newest notes of a thread, in order. Allowed: care team, lead, break-glass. Raises NotFound."""
    found = thread(actor, thread_id=thread_id, permission=Permission.NOTE_READ)
    rows = list(Note.objects.filter(thread=found).order_by("-written_at", "-id")[:MOST_NOTES])
    audit.read(
        actor, "messaging.notes", object_type="thread", object_id=found.id,
        patient_id=found.patient_id, program_id=found.program_id, count=len(rows),
    )  # fmt: skip
    return _views(rows[::-1])


def note_delivery(actor: Actor, *, note_id: UUID) -> NoteDelivery:
    """One note with its thread. Not audited by itself: the action that wrote it, and the batch of frames
    that carries it, each write an entry. Raises NotFound."""
    row = policy.one(actor, Permission.NOTE_READ, Note.objects.all(), id=note_id)
    return NoteDelivery(_views([row])[0], view_of(actor, thread_id=row.thread_id))


def colleagues(actor: Actor, *, thread_id: UUID) -> list[Staff]:
    """Who may answer this thread: to name them in a note, or to hand it over. Allowed: who writes notes."""
    found = thread(actor, thread_id=thread_id, permission=Permission.NOTE_WRITE)
    return colleagues_of(found)


def colleagues_of(row: Thread) -> list[Staff]:
    """Inside an action, of a thread that a selector gave: one post for each account."""
    over = {"patient_id": row.patient_id, "program_id": row.program_id}
    accounts = policy.who_can(Permission.MESSAGE_ANSWER, **over)
    posts = Staff.objects.filter(program_id=row.program_id, account_id__in=accounts, ended_at=None)
    found: dict[UUID | None, Staff] = {}
    for post in posts.order_by("name", "started_on", "id"):
        found.setdefault(post.account_id, post)
    return list(found.values())


def _views(rows: Sequence[Note]) -> list[NoteView]:
    named: dict[UUID, list[Mention]] = {}
    for mention in Mention.objects.filter(note__in=[row.id for row in rows]).order_by("name", "id"):
        named.setdefault(mention.note_id, []).append(mention)
    return [NoteView(row, named.get(row.id, [])) for row in rows]
