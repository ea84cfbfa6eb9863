"""Which announcement was made, and which messages are its copies. The words stand in the copies alone."""

from django.db import models

from portal.kernel.models import PatientRow, Row


class Announcement(Row):
    """To those booked in a session, or enrolled in a track."""

    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey("schedule.Session", null=True, on_delete=models.PROTECT, related_name="+")
    track = models.ForeignKey("programs.Track", null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_or_track",
                condition=models.Q(session=None, track__isnull=False)
                | models.Q(session__isnull=False, track=None),
            )
        ]


class Copy(PatientRow):
    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, related_name="copies", db_index=False
    )
    message = models.OneToOneField("messaging.Message", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["announcement", "patient"], name="one_copy_a_patient")]
