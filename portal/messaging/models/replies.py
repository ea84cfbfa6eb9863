"""Answers that a program keeps ready."""

from django.db import models

from portal.kernel.fields import SealedText
from portal.kernel.models import Row
from portal.messaging.logic import TOPICS


class SavedReply(Row):
    """One version of a saved reply, in both languages. Never changed: a change is the next version, and the
    one before is archived. Clinic-wide text, though a person wrote it: sealed with the clinic's key."""

    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12, choices=[(topic, topic) for topic in TOPICS])
    title = SealedText(owner="clinic")
    body_en = SealedText(owner="clinic")
    body_es = SealedText(owner="clinic")
    version = models.PositiveIntegerField(default=1)
    previous = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["program", "archived_at"], name="replies_of_program")]
