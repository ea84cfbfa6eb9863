"""Responses to questionnaires. The answers are sealed as one JSON text."""

from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow


class Response(PatientRow):
    """`answers` is JSON: {linkId: value}. `version` counts the saves of a draft, for two devices at once."""

    form = models.CharField(max_length=40)
    form_version = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    answers = SealedText()
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "form"], condition=Q(completed_at__isnull=True), name="one_draft_a_form"
            )
        ]
        indexes = [models.Index(fields=["patient", "form", "completed_at"], name="response_of_patient")]
