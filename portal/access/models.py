"""Grants and versions. No rule of who may: that is `matrix` and `policy`."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.access.matrix import Basis


class Grant(models.Model):
    """That an account has a basis over one patient, or over one program, from an instant until another.

    A grant is ended, never deleted. `scopes` are used by the family basis alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.UUIDField()
    basis = models.CharField(max_length=20, choices=[(b.value, b.value) for b in Basis])
    patient_id = models.UUIDField(null=True)
    program_id = models.UUIDField(null=True)
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "basis"], name="grant_of_account"),
            models.Index(fields=["patient_id", "basis"], name="grant_over_patient"),
            models.Index(fields=["program_id", "basis"], name="grant_over_program"),
        ]
        constraints = [
            models.CheckConstraint(
                name="grant_over_one_thing",
                condition=Q(patient_id__isnull=False, program_id__isnull=True)
                | Q(patient_id__isnull=True, program_id__isnull=False),
            ),
        ]


class Version(models.Model):
    """Raised by every change of what an account may do. A socket compares it at each delivery."""

    account_id = models.UUIDField(primary_key=True)
    n = models.BigIntegerField(default=0)
