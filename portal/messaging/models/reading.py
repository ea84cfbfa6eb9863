"""What readers and writers leave: how far one has read, who is replying, what one has begun to write."""

from django.db import models

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow, Row
from portal.messaging.models.threads import Thread


class ReadMark(Row):
    """How far an account has read a thread, and since when."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="marks", db_index=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    from_team = models.BooleanField()
    seq = models.PositiveIntegerField()
    team_seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "account"], name="one_mark_a_reader")]


class Replying(Row):
    """That a member of the team is writing an answer, until an instant. It ends by itself."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="replying")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    until = models.DateTimeField()


class Draft(PatientRow):
    """What an account has begun to write. `place` is "topic.<topic>", "thread.<id>", or "note.<id>" for a
    note on that thread; `other` is what stood here when another device wrote over it without having seen
    it."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=60)
    body = SealedText()
    other = SealedText(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="one_draft_a_place")]
