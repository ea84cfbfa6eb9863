"""Base tables. A row of a patient's record carries the patient and the program, always."""

import uuid

from django.db import models


class Row(models.Model):
    """A row with an id that says nothing about order, count or time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class PatientRow(Row):
    patient = models.ForeignKey("programs.Patient", on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class DataKey(models.Model):
    """The key that seals one owner's text (a patient, or the clinic), itself sealed by a master key."""

    owner_id = models.UUIDField(primary_key=True)
    master = models.CharField(max_length=32)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["master"])]


class Limit(models.Model):
    """One counter of one window: `portal.kernel.limits`."""

    key = models.CharField(max_length=128, primary_key=True)
    count = models.IntegerField()
    value = models.JSONField(null=True)
    until = models.DateTimeField(db_index=True)


class IdempotencyKey(models.Model):
    """That an actor did a thing once: key, body hash and the object it made; never the answer."""

    account_id = models.UUIDField()
    key = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    object_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="one_use_of_a_key")]
        indexes = [models.Index(fields=["at"])]
