"""What the team says to itself about a thread. In tables of their own: nothing that reads a thread for the
patient can bring one of these rows along."""

from django.db import models

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow
from portal.messaging.models.threads import Thread


class Note(PatientRow):
    """Never changed. `after_seq` is the last message that stood on the thread when it was written; `key` is
    the author's own uuid for it."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    after_seq = models.PositiveIntegerField()
    author = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=120)
    author_role = models.CharField(max_length=16)
    body = SealedText()
    written_at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["thread", "written_at", "id"], name="notes_of_thread")]
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="one_note_a_key")]


class Mention(PatientRow):
    """That a note names a colleague; seen once that colleague has opened the thread's notes."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    name = models.CharField(max_length=120)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "thread"], name="mentions_of_account")]
        constraints = [models.UniqueConstraint(fields=["note", "account"], name="one_mention_a_note")]
