"""Which files go with which message."""

from django.db import models

from portal.kernel.models import Row
from portal.messaging.models.threads import Message


class Attachment(Row):
    """Never changed, like its message. A file goes with one message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+", db_index=False)
    file = models.OneToOneField("files.File", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="one_attachment_a_position")
        ]
