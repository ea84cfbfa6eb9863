"""The addresses of calendar feeds."""

from django.db import models

from portal.kernel.models import PatientRow


class CalendarLink(PatientRow):
    """One secret address, from when it was made until it was stopped. Kept after that: it answers "gone"."""

    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=models.Q(ended_at=None), name="one_calendar_link"
            )
        ]
