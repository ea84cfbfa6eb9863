"""Files: what is known of them. Their bytes are in the storage, in sealed pieces (`portal.files.store`)."""

import secrets

from django.db import models
from django.db.models import Q

from portal.files.logic import REASONS
from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow

STATES = ("uploading", "checked", "refused")


def _place() -> str:
    return secrets.token_hex(16)


class File(PatientRow):
    """`place` is the random name under which the storage keeps the pieces. `declared` is how many bytes the
    uploader said, `received` how many are here; `size` is that of what is handed out. `sent_at`: since when
    it belongs to a message. `withdrawn_at`: since when that was taken back, and nobody opens it any more.
    `scan_at`: when the scanner is asked next."""

    uploader = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    name = SealedText()
    place = models.CharField(max_length=32, default=_place, unique=True)
    state = models.CharField(max_length=9, choices=[(s, s) for s in STATES], default="uploading")
    reason = models.CharField(max_length=8, choices=[(r, r) for r in REASONS], blank=True)
    declared = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    type = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField(default=0)
    preview_size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    scan_at = models.DateTimeField(null=True)
    scan_tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["scan_at"], name="files_to_scan", condition=Q(state="checked", scanned_at=None)
            ),
            models.Index(fields=["created_at"], name="files_unsent", condition=Q(sent_at=None)),
            models.Index(fields=["patient", "state"], name="files_of_patient"),
        ]
        constraints = [
            models.CheckConstraint(
                name="received_of_declared", condition=Q(received__lte=models.F("declared"))
            )
        ]
