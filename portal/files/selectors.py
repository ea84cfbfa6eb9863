"""Reads of files. Before a file is sent it is its uploader's alone; then it is read like the message."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.files import logic, scanner, store
from portal.files.models import File
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound


@dataclass(frozen=True)
class Opened:
    """A file on its way out. `pieces` are unsealed one by one, as they are asked for."""

    id: UUID
    type: str
    size: int
    pieces: Iterator[bytes]


def waits_for_scan(file: File) -> bool:
    """Checked, and kept back: a scanner is configured, and it has not called this file clean."""
    return file.state == "checked" and file.scanned_at is None and scanner.configured()


def _readable(actor: Actor) -> "QuerySet[File]":
    rows = File.objects.filter(withdrawn_at=None)
    return rows.filter(Q(sent_at__isnull=False) | Q(uploader_id=actor.account_id))


def file(actor: Actor, *, file_id: UUID) -> File:
    """What is known of a file. Allowed: its uploader, and once it was sent who reads the patient's messages.
    Not audited by itself: the name stands in the message, and the read of that is."""
    return policy.one(actor, Permission.MESSAGE_READ, _readable(actor), id=file_id)


def mine(actor: Actor, *, file_id: UUID, lock: bool = False) -> File:
    """A file that the actor uploaded and nobody has sent yet, else NotFound."""
    rows = File.objects.filter(uploader_id=actor.me, sent_at=None)
    return policy.one(actor, Permission.MESSAGE_READ, rows, lock=lock, id=file_id)


def opened(actor: Actor, *, file_id: UUID, preview: bool = False) -> Opened:
    """The bytes. Allowed as `file`; what was refused, or waits for the scanner, nobody gets."""
    found = file(actor, file_id=file_id)
    size = found.preview_size if preview else found.size
    if found.state != "checked" or waits_for_scan(found) or not size:
        raise NotFound
    audit.read(
        actor,
        "files.read",
        object_type="file",
        object_id=found.id,
        patient_id=found.patient_id,
        program_id=found.program_id,
    )
    part = logic.PREVIEW if preview else logic.CONTENT
    return Opened(found.id, found.type, size, store.read(found, part, size=size))


def stored_for(patient_id: UUID) -> int:
    """Bytes that this patient's files take, or were announced to."""
    rows = File.objects.filter(patient_id=patient_id).exclude(state="refused")
    found = rows.aggregate(here=Sum("size"), coming=Sum("declared", filter=Q(state="uploading")))
    return (found["here"] or 0) + (found["coming"] or 0)


def due_for_scan(at: datetime) -> "QuerySet[File]":
    return File.objects.filter(
        Q(scan_at__lte=at) | Q(scan_at=None), state="checked", scanned_at=None
    ).order_by("scan_at", "id")


def given_up(at: datetime) -> "QuerySet[File]":
    """Uploads that nobody sent, and those that were refused before they were sent."""
    return File.objects.filter(sent_at=None, created_at__lt=at - logic.UNSENT_FOR)
