"""Making files part of something that is being sent: inside the sender's own transaction."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from portal.files import logic
from portal.files.models import File
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid


def attach(actor: Actor, *, file_ids: Sequence[UUID], patient_id: UUID) -> list[File]:
    """These files, sent with this transaction: of the actor's own uploads for this patient, checked, not
    sent before. One that waits for the scanner may go along: nobody can open it before.

    Raises Invalid for any other, without telling which of these it was.
    """
    if len(file_ids) > logic.MOST_TOGETHER or len(set(file_ids)) < len(file_ids):
        raise Invalid("/attachments", "files.too_many", n=logic.MOST_TOGETHER)
    mine = File.objects.filter(
        id__in=file_ids, uploader_id=actor.me, patient_id=patient_id, state="checked", sent_at=None
    )
    found = {row.id: row for row in mine.order_by("id").select_for_update()}
    if len(found) < len(file_ids):
        raise Invalid("/attachments", "files.not_to_be_sent")
    File.objects.filter(id__in=found).update(sent_at=clock.now())
    return [found[file_id] for file_id in file_ids]


def withdraw(file_ids: Iterable[UUID]) -> None:
    """The message that carried these files was taken back: from this transaction's commit on nobody opens
    them. For the action that takes it back, which has asked who may."""
    File.objects.filter(id__in=list(file_ids), withdrawn_at=None).update(withdrawn_at=clock.now())
