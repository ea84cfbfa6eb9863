"""When the demo was loaded."""

from django.db import models


class Load(models.Model):
    """One row: a load that never finished must not pass for a whole clinic."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
