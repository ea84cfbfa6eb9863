"""Check-ins by day, and what the team asks on a patient's card."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.checkins.logic import MOST_HOURS, MOST_MOOD, MOST_RATING
from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow


class CheckIn(PatientRow):
    """One saving of the check-in of a day, on the patient's own calendar. The newest by `written_at` stands;
    those before it are its history. What was not answered is null, absent or empty: never 0.

    `written_at` is when the patient saved it, `logged_at` when it came here.
    """

    day = models.DateField()
    mood = models.PositiveSmallIntegerField(null=True)
    sleep_hours = models.PositiveSmallIntegerField(null=True, help_text="Whole hours; 10 is ten and more.")
    sleep_quality = models.PositiveSmallIntegerField(null=True)
    urges = models.JSONField(default=dict, help_text="0 to 5 by the key of a target.")
    skills = ArrayField(models.CharField(max_length=40), default=list, help_text="Keys of the library.")
    note = SealedText()
    written_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, help_text="Nobody sees it any more; its words are gone.")

    class Meta:
        indexes = [
            models.Index(
                fields=["patient", "day", "written_at", "id"],
                condition=Q(taken_back_at__isnull=True),
                name="check_ins_of_patient",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="check_in_within_its_scales",
                condition=(Q(mood=None) | Q(mood__lte=MOST_MOOD))
                & (Q(sleep_hours=None) | Q(sleep_hours__lte=MOST_HOURS))
                & (Q(sleep_quality=None) | Q(sleep_quality__lte=MOST_RATING)),
            )
        ]


class Targets(PatientRow):
    """What a patient's card asks, as the team chose it. Without a row: `targets.DEFAULT`."""

    keys = ArrayField(models.CharField(max_length=20), default=list)
    version = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient"], name="one_set_of_targets")]
