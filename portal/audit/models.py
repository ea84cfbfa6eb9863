"""Tables of the audit. Nothing refers to other tables: an entry outlives what it is about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Entry(models.Model):
    """Written by `portal.audit.writing` only. Triggers refuse UPDATE, DELETE and TRUNCATE."""

    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_name = models.CharField(max_length=60)
    session = models.CharField(max_length=64)
    ip = models.CharField(max_length=45)
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    patient_id = models.UUIDField(null=True)
    program_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=6)
    reason = models.CharField(max_length=60)
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["done", "denied", "failed"]), name="known_outcome"
            ),
        ]
        indexes = [
            models.Index(fields=["patient_id", "id"], name="audit_of_a_patient"),
            models.Index(fields=["program_id", "id"], name="audit_of_a_program"),
            models.Index(fields=["actor_id", "id"], name="audit_of_an_actor"),
        ]


class Link(models.Model):
    """`n` counts from 1 without a gap. No foreign keys: the chain must show that an entry is gone.

    `marks` has `chain.MARK` bytes for each entry, in the order of `entry_ids`, of which `entry_id` is the
    first. Links from before there were marks have none, and hold that one entry.
    """

    n = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    entry_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    marks = models.BinaryField(default=b"", db_default=b"")
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)


class Queued(models.Model):
    """The entries of one statement, which wait for their link. A trigger fills it, sealing empties it."""

    entry_ids = ArrayField(models.BigIntegerField())


class Unsealed(models.Model):
    """The queue of the release before this one, which may still write while this one starts."""

    entry_id = models.BigIntegerField(primary_key=True)


class Verification(models.Model):
    """One walk over the whole chain. `problems` holds codes and numbers: [trouble, link, entry]."""

    at = models.DateTimeField()
    sealed = models.BigIntegerField()
    waiting = models.BigIntegerField()
    sealed_until = models.DateTimeField(null=True, help_text="When the last sealed entry was written.")
    problems = models.JSONField()
