"""What notices of messages have to know: whether one is needed, and just before it is sent, whether it still
is. Reads no words, and so leaves no entry in the audit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.messaging.models import Mention, Message, ReadMark, Thread
from portal.notify import preferences, telling
from portal.programs.models import Staff


def waits_unread(account_id: UUID, *, thread_id: UUID, seq: int) -> bool:
    """Whether this account may still read the thread, and has not read up to this message."""
    found = Thread.objects.filter(id=thread_id).values_list("patient_id", "program_id").first()
    if found is None:
        return False
    reader = Actor.person(account_id)
    if not policy.can(reader, Permission.MESSAGE_READ, patient_id=found[0], program_id=found[1]):
        return False
    return not ReadMark.objects.filter(thread_id=thread_id, account_id=account_id, seq__gte=seq).exists()


def is_named_unseen(account_id: UUID, *, thread_id: UUID) -> bool:
    """Whether this account may still read the team's notes of the thread, and has not seen one that names
    it."""
    found = Thread.objects.filter(id=thread_id).values_list("patient_id", "program_id").first()
    if found is None:
        return False
    reader = Actor.person(account_id)
    if not policy.can(reader, Permission.NOTE_READ, patient_id=found[0], program_id=found[1]):
        return False
    return Mention.objects.filter(thread_id=thread_id, account_id=account_id, seen_at=None).exists()


@dataclass(frozen=True)
class _Sent:
    """Of a message: whose turn it is to hear of it. Not the words."""

    id: UUID
    seq: int
    from_team: bool
    program_id: UUID
    thread_id: UUID
    patient_account: UUID | None
    owner_post: UUID | None
    owner_account: UUID | None


_ASKED = (
    "id", "seq", "from_team", "program_id", "thread_id", "thread__patient__account_id",
    "thread__assigned_to_id", "thread__assigned_to__account_id",
)  # fmt: skip


def to_be_told(message_ids: Collection[UUID], *, template: str, since: datetime) -> list[UUID]:
    """Of these messages, if written since an instant (UTC), those that somebody may have to be told of
    outside the app: of a thread the newest of either side, where its reader was not told of an older one
    that is unread still. For the job, which then asks everything once more; a constant number of queries.
    """
    rows = Message.objects.filter(id__in=message_ids, sent_at__gt=since, about=None).exclude(kind="automatic")
    newest = rows.order_by("thread_id", "from_team", "-seq").distinct("thread_id", "from_team")
    found = [_Sent(*values) for values in newest.values_list(*_ASKED)]
    listening = _listening({row.program_id for row in found if not row.from_team})
    to_team = [row.id for row in found if not row.from_team and _somebody_listens(row, listening)]
    answers = [row for row in found if row.from_team and row.patient_account is not None]
    return to_team + _untold(answers, template)


def _listening(program_ids: set[UUID]) -> set[tuple[UUID, UUID]]:
    """Program and account of the team's members who asked to be told."""
    posts = Staff.objects.filter(program_id__in=program_ids, ended_at=None, account__isnull=False)
    members = {(row[0], row[1]) for row in posts.values_list("program_id", "account_id") if row[1]}
    wanting = set(preferences.of_team({account_id for _, account_id in members})) if members else set()
    return {member for member in members if member[1] in wanting}


def _somebody_listens(row: _Sent, listening: set[tuple[UUID, UUID]]) -> bool:
    if row.owner_post is None:
        return any(program_id == row.program_id for program_id, _ in listening)
    return (row.program_id, row.owner_account) in listening


def _untold(answers: Sequence[_Sent], template: str) -> list[UUID]:
    readers = {row.thread_id: row.patient_account for row in answers}
    about = {thread_id: account_id for thread_id, account_id in readers.items() if account_id}
    told = telling.told(template=template, about=about)
    marks = ReadMark.objects.filter(thread_id__in=told).values_list("thread_id", "account_id", "seq")
    read = {(thread_id, account_id): seq for thread_id, account_id, seq in marks}
    unread = {
        thread_id for thread_id, seq in told.items() if read.get((thread_id, about[thread_id]), -1) < seq
    }
    return [row.id for row in answers if row.thread_id not in unread]
