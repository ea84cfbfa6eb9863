"""Consents and their signatures."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow

STATUSES = ("invited", "active", "withdrawn", "expired")


class Consent(PatientRow):
    """That a patient lets one named person see chosen parts, until an instant.

    With no scope it is an invitation to learn: nothing is shared, and no account is linked to the patient.
    """

    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    relative_name = SealedText()
    relative_email = SealedText()
    relation = SealedText()
    language = models.CharField(max_length=5, default="en")
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    purpose = models.CharField(max_length=20, choices=[("patient_request", "patient_request")])
    status = models.CharField(max_length=10, choices=[(s, s) for s in STATUSES], default="invited")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    text_version = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["patient", "status"], name="consents_of_patient"),
            models.Index(fields=["status", "ends_at"], name="consents_that_end"),
        ]
        constraints = [
            models.CheckConstraint(name="known_status_of_a_consent", condition=Q(status__in=STATUSES)),
            models.CheckConstraint(
                name="consent_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="withdrawn_has_its_instant",
                condition=~Q(status="withdrawn") | Q(withdrawn_at__isnull=False),
            ),
        ]


class Signature(PatientRow):
    """What was signed, as it stood: the elements of 42 CFR 2.31 with their values. Never changed."""

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="signatures")
    n = models.PositiveIntegerField()
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    ends_at = models.DateTimeField()
    elements = SealedText(help_text="JSON: element key to value.")
    typed_name = SealedText()
    account_id = models.UUIDField(help_text="Who signed.")
    language = models.CharField(max_length=5)
    text_version = models.CharField(max_length=12)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consent", "n"], name="one_signature_for_a_version")]
