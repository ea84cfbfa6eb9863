"""Threads and messages as their readers see them. Whoever reads words leaves an entry in the audit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.files.models import File
from portal.kernel import clock, crypto
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging.models import Message, ReadMark, Replying, Thread
from portal.messaging.selectors.attachments import files_of
from portal.messaging.selectors.marks import Marks, marks_of

LARGEST_PAGE = 100


@dataclass(frozen=True)
class Desk:
    """What the team alone sees of a thread."""

    replying: Replying | None
    marks: Marks


@dataclass(frozen=True)
class ThreadView:
    """A thread for one reader. `unread` counts the other side's messages after the reader's mark."""

    thread: Thread
    last: Message | None
    read_by_team: ReadMark | None
    read_by_patient: ReadMark | None
    unread: int
    desk: Desk | None


@dataclass(frozen=True)
class Parts:
    """What all readers share of a thread. `marks`: the farthest first; `recalled`: seq and side (whether the
    team's) of the messages that were taken back."""

    thread: Thread
    marks: Sequence[ReadMark]
    replying: Replying | None
    recalled: Sequence[tuple[int, bool]] = ()


@dataclass(frozen=True)
class Page:
    """Messages in order; `more` tells of further ones in the direction of reading. `previous` is the thread
    that this one goes on from, `following` the one that goes on from it."""

    view: ThreadView
    messages: list[Message]
    more: bool
    files: Mapping[UUID, list[File]] = field(default_factory=dict)
    previous: Thread | None = None
    following: Thread | None = None


@dataclass(frozen=True)
class Delivery:
    """A message with its thread as it stands after it: answer, acknowledgement and frame are this."""

    message: Message
    view: ThreadView
    files: Mapping[UUID, list[File]] = field(default_factory=dict)


def _rows() -> "QuerySet[Thread]":
    return Thread.objects.select_related("patient__program", "assigned_to", "covering_for")


def thread(
    actor: Actor,
    *,
    thread_id: UUID,
    permission: Permission = Permission.MESSAGE_READ,
    lock: bool = False,
) -> Thread:
    """One thread over whose patient the actor has the permission, else NotFound."""
    return policy.one(actor, permission, _rows(), lock=lock, id=thread_id)


def threads_for(actor: Actor, *, patient_id: UUID | None = None) -> "QuerySet[Thread]":
    """The threads that the actor may read; show them through `views_of`."""
    found = _rows().filter(policy.patients_for(actor, Permission.MESSAGE_READ))
    return found if patient_id is None else found.filter(patient_id=patient_id)


def open_threads(actor: Actor, *, patient_id: UUID, lock: bool = False) -> list[Thread]:
    """A patient's threads that are not closed, in one order for everyone who locks them."""
    found = threads_for(actor, patient_id=patient_id).filter(state="open").order_by("id")
    return list(found.select_for_update(of=("self",)) if lock else found)


def view_of(actor: Actor, *, thread_id: UUID) -> ThreadView:
    """One thread as the actor sees it. Not audited by itself: answers of actions and frames are."""
    return _views(actor, [thread(actor, thread_id=thread_id)])[0]


def views_of(actor: Actor, *, threads: Sequence[Thread]) -> list[ThreadView]:
    """A page of `threads_for`, with the last words of each. One audit entry for each thread.

    The number of queries does not depend on the number of threads.
    """
    views = _views(actor, threads)
    audit.read_many(
        actor,
        "messaging.threads",
        object_type="thread",
        rows=[(row.id, row.patient_id, row.program_id) for row in threads],
    )
    return views


def messages(
    actor: Actor,
    *,
    thread_id: UUID,
    after: int | None = None,
    before: int | None = None,
    around: int | None = None,
    limit: int = 50,
) -> Page:
    """A page of a thread by `seq`: what follows `after`, else what precedes `before`, else the newest.
    `around` is a page with that message in its middle; its `more` tells of earlier ones."""
    found = thread(actor, thread_id=thread_id)
    limit = max(1, min(limit, LARGEST_PAGE))
    rows = Message.objects.filter(thread=found)
    if around is not None:
        before = min(around + limit // 2, found.last_seq) + 1
    if after is not None:
        page = list(rows.filter(seq__gt=after).order_by("seq")[: limit + 1])
    else:
        older = rows if before is None else rows.filter(seq__lt=before)
        page = list(older.order_by("-seq")[: limit + 1])
    more, page = len(page) > limit, page[:limit]
    if after is None:
        page.reverse()
    audit.read(
        actor,
        "messaging.thread",
        object_type="thread",
        object_id=found.id,
        patient_id=found.patient_id,
        program_id=found.program_id,
        count=len(page),
    )
    previous, following = _linked(found)
    return Page(_views(actor, [found])[0], page, more, files_of(page), previous, following)


def _linked(found: Thread) -> tuple[Thread | None, Thread | None]:
    """Both ways of a link: threads of one patient, so who may read the one may read the other."""
    rows = Thread.objects.filter(Q(id=found.previous_id) | Q(previous=found), patient_id=found.patient_id)
    previous, following = None, None
    for row in rows.order_by("-opened_at"):
        if row.id == found.previous_id:
            previous = row
        else:
            following = row
    return previous, following


def delivery(actor: Actor, *, message_id: UUID) -> Delivery:
    """One message with its thread. Not audited by itself: the action that sent it, and the batch of
    frames that carries it, each write an entry."""
    message = policy.one(actor, Permission.MESSAGE_READ, Message.objects.all(), id=message_id)
    return Delivery(message, view_of(actor, thread_id=message.thread_id), files_of([message]))


def _views(actor: Actor, threads: Sequence[Thread]) -> list[ThreadView]:
    ids = [row.id for row in threads]
    crypto.fetch({row.patient_id for row in threads})
    # What a person wrote last: an automatic reply says nothing about the conversation.
    # By each thread's own number: compared with the thread's column, PostgreSQL reads all of a thread.
    ends = Q(pk__in=[])
    for row in threads:
        ends |= Q(thread_id=row.id, seq__gte=row.last_seq - 1)
    spoken = Message.objects.filter(ends).exclude(kind="automatic").order_by("seq")
    last = {row.thread_id: row for row in spoken}
    marks: dict[UUID, list[ReadMark]] = {}
    for mark in ReadMark.objects.filter(thread__in=ids).order_by("-seq", "at"):
        marks.setdefault(mark.thread_id, []).append(mark)
    recalled: dict[UUID, list[tuple[int, bool]]] = {}
    gone = Message.objects.filter(thread__in=ids, recalled_at__isnull=False)
    for thread_id, seq, from_team in gone.values_list("thread_id", "seq", "from_team"):
        recalled.setdefault(thread_id, []).append((seq, from_team))
    rule = policy.patients_for(actor, Permission.INBOX_READ)
    desks = set(Thread.objects.filter(rule, id__in=ids).values_list("id", flat=True))
    replying = {
        row.thread_id: row
        for row in Replying.objects.filter(thread__in=[i for i in ids if i in desks], until__gt=clock.now())
    }
    marked = marks_of(actor, [row for row in threads if row.id in desks])
    return [
        seen_by(
            actor.account_id,
            Parts(row, marks.get(row.id, []), replying.get(row.id), recalled.get(row.id, [])),
            last=last.get(row.id),
            desk=marked.get(row.id),
        )
        for row in threads
    ]


def seen_by(account_id: UUID | None, parts: Parts, *, last: Message | None, desk: Marks | None) -> ThreadView:
    """The view of one reader, who has the right to it; with `desk` where the reader also has the inbox's."""
    return ThreadView(
        thread=parts.thread,
        last=last,
        read_by_team=next((mark for mark in parts.marks if mark.from_team), None),
        read_by_patient=next((mark for mark in parts.marks if not mark.from_team), None),
        unread=_unread(account_id, parts, for_team=desk is not None),
        desk=Desk(parts.replying, desk) if desk is not None else None,
    )


def _unread(account_id: UUID | None, parts: Parts, *, for_team: bool) -> int:
    """By the two counters: no message is counted one by one, however long the thread is. The few that were
    taken back (seq, from the team) after the mark are no longer among them."""
    row = parts.thread
    mark = next((mark for mark in parts.marks if mark.account_id == account_id), None)
    seq, team_seq = (mark.seq, mark.team_seq) if mark else (0, 0)
    gone = sum(1 for at, from_team in parts.recalled if at > seq and from_team != for_team)
    if for_team:
        return (row.last_seq - row.team_seq) - (seq - team_seq) - gone
    return row.team_seq - team_seq - gone if row.patient.account_id == account_id else 0


def person(actor: Actor) -> UUID:
    """The account of a person who takes part; jobs and strangers take part in nothing."""
    if actor.account_id is None:
        raise NotFound
    return actor.account_id


def author_side(actor: Actor, row: Thread) -> bool:
    """Whether the actor takes part for the team (True) or as the patient (False); else NotFound."""
    if row.patient.account_id is not None and row.patient.account_id == actor.account_id:
        return False
    over = {"patient_id": row.patient_id, "program_id": row.program_id}
    if not policy.can(actor, Permission.MESSAGE_ANSWER, **over):
        raise NotFound
    return True


def patients_words(actor: Actor, *, message_ids: Collection[UUID]) -> list[Message]:
    """Those of these messages that patients wrote and did not take back, in one query, oldest first. Allowed:
    the system; the reader leaves the entry in the audit."""
    if not actor.is_system:
        raise NotFound
    rows = Message.objects.filter(id__in=message_ids, from_team=False, recalled_at=None)
    return list(rows.order_by("sent_at", "id"))
