"""What is asked of a patient how often, and the scores."""

from django.db import models
from django.db.models import Q

from portal.kernel.models import PatientRow


class Plan(PatientRow):
    """That a patient answers an instrument once each program week, from a day on."""

    instrument = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "instrument"], condition=Q(ends_on__isnull=True), name="asked_once"
            )
        ]


class Score(PatientRow):
    """One complete answer. `risk` is the value of the risk item (PHQ-9 item 9), 0 where there is none."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    response = models.OneToOneField("forms.Response", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=20)
    form_version = models.CharField(max_length=20)
    total = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=24)
    risk = models.PositiveSmallIntegerField(default=0)
    completed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["patient", "instrument", "completed_at"], name="score_of_patient")]
