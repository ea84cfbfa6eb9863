"""Sessions, registrations, questions, and the log of a room."""

from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import Row

STATES = ("planned", "open", "ended")


class LiveSession(Row):
    """One live session of a program. Titles and slides come in each language: {"en": ..., "es": ...}."""

    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="+")
    deck = models.ForeignKey("education.Deck", on_delete=models.PROTECT, related_name="+")
    title = models.JSONField()
    host = models.ForeignKey("programs.Staff", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="planned")
    slide = models.PositiveSmallIntegerField(default=0, help_text="From 0.")
    locked = models.BooleanField(default=False, help_text="Nobody new comes in.")
    last_seq = models.PositiveIntegerField(default=0)
    aliases = models.PositiveIntegerField(default=0, help_text="How many were given out.")
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="known_state_of_a_session", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="room_for_somebody", condition=Q(capacity__gt=0, minutes__gt=0)),
        ]


class Registration(Row):
    """That an account has a place, or waits for one. `place` counts in the order of registering.

    A cancelled one stays, so that registering again gets a new place at the end of the line.
    """

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="registrations")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=[(s, s) for s in ("registered", "waiting", "cancelled")])
    place = models.PositiveIntegerField()
    alias = models.PositiveIntegerField(help_text="A number into the catalogue's list of quiet names.")
    first_joined_at = models.DateTimeField(null=True)
    here = models.BooleanField(default=False, help_text="In the room now.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "account"], name="once_in_a_session"),
            models.UniqueConstraint(fields=["session", "alias"], name="one_alias_in_a_session"),
        ]
        indexes = [models.Index(fields=["account", "status"], name="registrations_of_account")]


class Question(Row):
    """What a person asked and the host answered. Both texts belong to the clinic, to no patient."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="questions")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    text = SealedText(owner="clinic")
    anonymous = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    answer = SealedText(owner="clinic", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["session", "asked_at"], name="questions_of_session")]


class LogEntry(models.Model):
    """What happened in a room, by number. An `asked` entry is for the host and the one who asked."""

    id = models.BigAutoField(primary_key=True)
    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="log")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    slide = models.PositiveSmallIntegerField(null=True)
    question = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seq"], name="one_entry_for_a_seq")]
