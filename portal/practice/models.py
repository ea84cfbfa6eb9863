"""Entries of practice, and the coping cards of a patient."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow
from portal.practice.logic import MOST_DISTRESS


class Entry(PatientRow):
    """One practice, as the patient noted it. `practiced_at` is when it was, `logged_at` when it came here."""

    skill = models.CharField(max_length=40, help_text="A key of the library.")
    situation = SealedText()
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    practiced_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, help_text="Nobody sees it any more; its words are gone.")

    class Meta:
        indexes = [
            models.Index(
                fields=["patient", "practiced_at", "id"],
                condition=Q(taken_back_at__isnull=True),
                name="entries_of_patient",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="distress_to_ten", condition=Q(before__lte=MOST_DISTRESS, after__lte=MOST_DISTRESS)
            )
        ]


class Cards(PatientRow):
    """The skills that the patient keeps at hand, in the patient's own order."""

    skills = ArrayField(models.CharField(max_length=40), default=list)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient"], name="one_set_of_cards")]
