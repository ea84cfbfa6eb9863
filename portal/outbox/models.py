"""Tables of the outbox. Accounts are named by id only: the outbox stands below the people."""

from typing import Any

from django.db import models


class StoredEvent(models.Model):
    kind = models.CharField(max_length=80)
    object_id = models.UUIDField()
    patient_id = models.UUIDField(null=True)
    program_id = models.UUIDField(null=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)
    dedupe_key = models.CharField(max_length=200, null=True, unique=True)

    class Meta:
        db_table = "outbox_event"


# Items and jobs are written by their event's own statement, and `pruning` alone removes an event, after them:
# PostgreSQL need not look for it again at each row. The unique constraints are the indexes by event.
_BESIDE_IT: dict[str, Any] = {"db_constraint": False, "db_index": False}


class Item(models.Model):
    """One recipient of one event. `seq` is empty until the relay has numbered it."""

    event = models.ForeignKey(StoredEvent, on_delete=models.CASCADE, related_name="items", **_BESIDE_IT)
    recipient = models.UUIDField()
    seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "seq"], name="one_item_for_a_seq"),
            models.UniqueConstraint(fields=["event", "recipient"], name="told_once_of_an_event"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(seq__isnull=True), name="items_not_relayed"),
        ]


class Cursor(models.Model):
    """The last number that a recipient was given. Its row lock makes the numbers gapless."""

    recipient = models.UUIDField(primary_key=True)
    last_seq = models.BigIntegerField()


class Job(models.Model):
    """One reaction to one event that is still due, or failed for good: one that went well leaves no row.
    `last_error` is the class of the error: its text could quote a person."""

    class State(models.TextChoices):
        PENDING = "pending"
        DEAD = "dead"

    event = models.ForeignKey(StoredEvent, on_delete=models.CASCADE, related_name="jobs", **_BESIDE_IT)
    handler = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    attempts = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField()
    last_error = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="one_job_for_a_handler"),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "dead"]), name="known_state_of_a_job"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=models.Q(state="pending"), name="jobs_due"),
            models.Index(fields=["id"], condition=models.Q(state="dead"), name="jobs_dead"),
        ]
