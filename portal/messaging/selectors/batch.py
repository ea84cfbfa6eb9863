"""Many messages and threads for many readers, read once. Rights are the caller's: it holds what each reader
holds (`access.held`), and audits the batch."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.access.held import Held
from portal.access.matrix import Permission
from portal.files.models import File
from portal.kernel import clock, crypto, statements
from portal.messaging import sql
from portal.messaging.models import Message, ReadMark, Replying, Thread
from portal.messaging.selectors.attachments import files_of
from portal.messaging.selectors.marks import Marks
from portal.messaging.selectors.threads import Delivery, Parts, ThreadView, seen_by
from portal.programs.models import Patient, Staff


@dataclass(frozen=True)
class Around:
    """What the desk shows beside a thread: the patient's track, and by account the notes that name it (all,
    and those not seen yet)."""

    track_id: UUID | None
    track: str
    mentions: Mapping[UUID, tuple[int, int]]

    def of(self, account_id: UUID) -> Marks:
        return Marks(self.track_id, self.track, *self.mentions.get(account_id, (0, 0)))


@dataclass(frozen=True)
class Found:
    """A thread with what all readers share of it, and the message that is asked for, if one is."""

    parts: Parts
    around: Around
    last: Message | None
    message: Message | None = None
    files: Mapping[UUID, list[File]] = field(default_factory=dict)


def parts_of(row: Iterator[Any]) -> tuple[Parts, Around]:
    """The next `sql.VIEW` of a row."""
    thread = statements.instance(Thread, row)
    patient = statements.instance(Patient, row)
    staff, covering_for = statements.instance(Staff, row), statements.instance(Staff, row)
    if thread is None or patient is None:
        raise LookupError("A view is of a thread and its patient.")
    thread.patient, thread.assigned_to, thread.covering_for = patient, staff, covering_for
    replying = statements.instance(Replying, row)
    marks = statements.instances(ReadMark, row)
    recalled = list(zip(next(row) or (), next(row) or (), strict=True))
    track_id, track = next(row), next(row) or ""
    counts = zip(next(row) or (), next(row) or (), next(row) or (), strict=True)
    mentions = {account_id: (n, unseen) for account_id, n, unseen in counts}
    return Parts(thread, marks, replying, recalled), Around(track_id, track, mentions)


def messages_by_id(ids: Iterable[UUID]) -> dict[UUID, Found]:
    """By message; in one query, however many."""
    found = {}
    for values in statements.run(sql.MESSAGES, {"ids": list(ids), "now": clock.now()}):
        row = iter(values)
        parts, around = parts_of(row)
        message = statements.instance(Message, row)
        last = statements.instance(Message, row)
        if message is not None:  # opened once where it is its own thread's last
            found[message.id] = Found(parts, around, message if last == message else last, message)
    crypto.fetch({one.parts.thread.patient_id for one in found.values()})
    files = files_of([one.message for one in found.values() if one.message and one.message.attached])
    return {
        message_id: replace(one, files={message_id: files[message_id]}) if message_id in files else one
        for message_id, one in found.items()
    }


def threads_by_id(ids: Iterable[UUID]) -> dict[UUID, Found]:
    """By thread; in one query, however many."""
    found = {}
    for values in statements.run(sql.THREADS, {"ids": list(ids), "now": clock.now()}):
        row = iter(values)
        parts, around = parts_of(row)
        found[parts.thread.id] = Found(parts, around, statements.instance(Message, row))
    crypto.fetch({one.parts.thread.patient_id for one in found.values()})
    return found


def shown(found: Found | None, *, account_id: UUID, held: Held, at: datetime) -> ThreadView | None:
    """The thread as this reader sees it at `at` (UTC); None where there is none, or no right to it."""
    if found is None:
        return None
    thread = found.parts.thread
    over = {"patient_id": thread.patient_id, "program_id": thread.program_id}
    if not held.can(Permission.MESSAGE_READ, **over, at=at):
        return None
    at_desk = held.can(Permission.INBOX_READ, **over, at=at)
    desk = found.around.of(account_id) if at_desk else None
    return seen_by(account_id, found.parts, last=found.last, desk=desk)


def delivered(found: Found | None, *, account_id: UUID, held: Held, at: datetime) -> Delivery | None:
    view = shown(found, account_id=account_id, held=held, at=at)
    return Delivery(found.message, view, found.files) if found and found.message and view else None
