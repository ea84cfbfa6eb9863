"""What a message said before its author changed it."""

from django.db import models

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow
from portal.messaging.models.threads import Message


class MessageVersion(PatientRow):
    """One earlier text of a message: it stood from `written_at` until `until`. Never changed."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    body = SealedText()
    written_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="one_text_a_version")]
