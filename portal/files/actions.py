"""Changes of files, each in one transaction. Bytes are moved outside of them (`receiving`, `scanning`)."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.files import logic, scanner, selectors, store
from portal.files.checking import Verdict
from portal.files.events import FileScanned
from portal.files.models import File
from portal.kernel import clock, idempotency, limits
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, KeyReused, NotFound
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.programs import selectors as programs


@action
def begin(actor: Actor, *, key: UUID, name: str, size: int, patient_id: UUID | None = None) -> File:
    """Announces a file of so many bytes. `key` becomes its id, so that a phone knows it before any answer.

    Allowed: the patient (without `patient_id`), who may answer the patient. Raises Invalid for a size that
    is nothing, too much, or more than the patient's room; TooMany, NotFound, KeyReused.
    """
    used = idempotency.use(actor, key=key, body={"file": name, "size": size, "patient": patient_id})
    if used.object_id:
        return selectors.file(actor, file_id=used.object_id)
    if patient_id is None:
        own = programs.own_patient(actor)
        patient = programs.patient(actor, patient_id=own.id, permission=Permission.MESSAGE_SEND)
    else:
        patient = programs.patient(actor, patient_id=patient_id, permission=Permission.MESSAGE_ANSWER)
    _check_size(size, patient_id=patient.id)
    limits.hit("files.begin", str(used.account_id), most=logic.MOST_IN_AN_HOUR, per=timedelta(hours=1))
    if File.objects.filter(id=key).exists():
        raise KeyReused
    row = File.objects.create(
        id=key, patient=patient, program_id=patient.program_id, uploader_id=used.account_id,
        name=logic.clean_name(name), declared=size, created_at=clock.now(),
    )  # fmt: skip
    _note(actor, "files.begin", row)
    used.made(row.id)
    return row


def _check_size(size: int, *, patient_id: UUID) -> None:
    if size < 1:
        raise Invalid("/size", "files.empty")
    if size > settings.FILES_LARGEST:
        raise Invalid("/size", "files.too_large", size=settings.FILES_LARGEST // 1024 // 1024)
    if selectors.stored_for(patient_id) + size > settings.FILES_PER_PATIENT:
        raise Invalid("/size", "files.no_room_left")


@action
def received(actor: Actor, *, file_id: UUID, piece: int) -> File:
    """Counts a piece that the storage has now. Allowed: the uploader. Raises NotFound, Conflict."""
    row = selectors.mine(actor, file_id=file_id, lock=True)
    if row.state != "uploading" or row.received != piece * logic.PIECE:
        raise Conflict("files.other_piece")
    row.received += logic.length_of(piece, of=row.declared)
    row.save(update_fields=["received"])
    return row


@action
def settle(actor: Actor, *, file_id: UUID, verdict: Verdict) -> File:
    """Writes down what the check found. What was received is not needed any more, whatever that is.

    Allowed: the uploader. The first verdict stands. Raises NotFound.
    """
    row = selectors.mine(actor, file_id=file_id, lock=True)
    if row.state != "uploading":
        return row
    row.reason, row.state = verdict.reason, "refused" if verdict.reason else "checked"
    row.type, row.size, row.preview_size = verdict.type, verdict.size, verdict.preview_size
    row.width, row.height, row.checked_at = verdict.width, verdict.height, clock.now()
    row.save()
    audit.record(
        actor, "files.check", object_type="file", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id, outcome="failed" if verdict.reason else "done", reason=verdict.reason,
    )  # fmt: skip
    transaction.on_commit(lambda: store.remove(row, logic.RECEIVED, size=row.declared))
    return row


@action
def remove(actor: Actor, *, file_id: UUID) -> None:
    """Takes back what was not sent. Allowed: the uploader. Raises NotFound."""
    row = selectors.mine(actor, file_id=file_id, lock=True)
    _note(actor, "files.remove", row)
    row.delete()
    row.id = file_id  # Django takes it away with the row; the pieces are found by it
    transaction.on_commit(lambda: store.remove_all(row))


@action
def sweep(actor: Actor, *, most: int = 100) -> int:
    """Removes uploads that nobody sent within a day. Allowed: a job of the product. Returns how many."""
    _only_jobs(actor)
    rows = list(selectors.given_up(clock.now()).select_for_update(skip_locked=True)[:most])
    for row in rows:
        store.remove_all(row)
        _note(actor, "files.sweep", row)
    File.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(rows)


@action
def claim_scan(actor: Actor) -> File | None:
    """The next file that the scanner is to look at; nobody else gets it until it would be tried again.

    Allowed: a job of the product. None where no scanner is configured, or nothing is due.
    """
    _only_jobs(actor)
    if not scanner.configured():
        return None
    now = clock.now()
    row = selectors.due_for_scan(now).select_for_update(skip_locked=True).first()
    if row is None:
        return None
    row.scan_tries = min(row.scan_tries + 1, 30_000)
    row.scan_at = now + timedelta(seconds=scanner.WITHIN) + logic.scan_again(row.scan_tries)
    row.save(update_fields=["scan_tries", "scan_at"])
    return row


@action
def settle_scan(actor: Actor, *, file_id: UUID, clean: bool) -> None:
    """Writes down what the scanner said; what is not clean is removed. Allowed: a job of the product.

    Publishes FileScanned.
    """
    _only_jobs(actor)
    row = File.objects.select_for_update().filter(id=file_id, state="checked", scanned_at=None).first()
    if row is None:
        return
    row.scanned_at, row.scan_at = clock.now(), None
    if not clean:
        row.state, row.reason = "refused", "infected"
        transaction.on_commit(lambda: store.remove_all(row))
    row.save(update_fields=["scanned_at", "scan_at", "state", "reason"])
    audit.record(
        actor, "files.scan", object_type="file", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id, outcome="done" if clean else "failed", reason=row.reason,
    )  # fmt: skip
    event = FileScanned(object_id=row.id, patient_id=row.patient_id, program_id=row.program_id)
    publish(event, recipients=_audience(row))


def _audience(row: File) -> list[UUID]:
    if row.sent_at is None:
        return [row.uploader_id]
    over = {"patient_id": row.patient_id, "program_id": row.program_id}
    return policy.who_can(Permission.MESSAGE_READ, **over)


def _only_jobs(actor: Actor) -> None:
    if not actor.is_system:
        raise NotFound


def _note(actor: Actor, verb: str, row: File) -> None:
    audit.record(
        actor, verb, object_type="file", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id,
    )  # fmt: skip
