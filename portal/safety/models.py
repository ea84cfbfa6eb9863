"""Alerts and their steps."""

from django.db import models

from portal.kernel.models import PatientRow, Row


class Alert(PatientRow):
    """`cause_id` is the score that raised it, or one writing of a text (`source_id`: which text, of the kind
    `source`; `thread_id`: where a message stands). `due_at` is when it goes to the next person. No word that
    anybody wrote is here."""

    LEVELS = ("look", "same_day", "urgent")
    SOURCES = ("message", "change_request", "booking", "practice_entry", "check_in")

    kind = models.CharField(max_length=20, choices=[("item9", "item9"), ("words", "words")])
    cause_id = models.UUIDField(unique=True)
    source = models.CharField(
        max_length=20, choices=[(s, s) for s in SOURCES], blank=True, default="", db_default=""
    )
    source_id = models.UUIDField(null=True)
    thread_id = models.UUIDField(null=True)
    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS])
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    rung = models.PositiveSmallIntegerField(default=0, help_text="How often it was passed on.")
    acknowledged_by = models.ForeignKey(
        "programs.Staff", null=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(acknowledged_at__isnull=True),
                name="open_alerts_by_clock",
            ),
            models.Index(fields=["patient", "raised_at"], name="alert_of_patient"),
            models.Index(
                fields=["source_id"],
                condition=models.Q(source_id__isnull=False),
                name="alerts_of_source",
            ),
        ]


class AlertStep(Row):
    """What was done with an alert, when, by whom: raised, passed on, acknowledged."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=14)
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["alert", "at"], name="steps_of_alert")]
