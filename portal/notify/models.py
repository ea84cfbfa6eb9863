"""Preferences, devices, the ledger, and the demo's sinks."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import Row
from portal.notify import logic

CHANNELS = ("push", "email", "sms")


def default_leads() -> list[int]:
    return [24 * 60, 60]


class Preferences(models.Model):
    """What one person wants to hear, where and when. Absent: the defaults of `logic`."""

    account = models.OneToOneField(
        "accounts.Account", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    push = models.BooleanField(default=True)
    email = models.BooleanField(default=True)
    sms = models.BooleanField(default=False)
    with_time = models.BooleanField(default=False, help_text="Whether a notice may carry the time of day.")
    leads = ArrayField(models.PositiveIntegerField(), default=default_leads, help_text="Minutes before.")
    quiet_from = models.TimeField(default=time(21), help_text="On the person's own wall.")
    quiet_until = models.TimeField(default=time(8))
    fallback_after = models.PositiveSmallIntegerField(
        default=logic.FALLBACK_AFTER, db_default=logic.FALLBACK_AFTER,
        help_text="Minutes until an unread push goes by text or mail; 0: never.",
    )  # fmt: skip
    daily_cap = models.PositiveSmallIntegerField(null=True, help_text="Capped notices a day; null: no cap.")
    digest_at = models.TimeField(
        default=time(18), db_default=time(18), help_text="When the rest of a day comes, on their wall."
    )
    team_messages = models.BooleanField(
        default=False, db_default=False,
        help_text="A member of the team hears of what patients write on threads of theirs.",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1)


class PushDevice(Row):
    """One browser that can be pushed to. The address is a capability: sealed, and emptied when it is dead.
    A dead one stays without it, so that its person and their team see that this way has ended."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    endpoint_hash = models.CharField(max_length=64, unique=True)
    subscription = SealedText(owner="clinic")
    made_at = models.DateTimeField()
    dead_at = models.DateTimeField(null=True)


class Notice(Row):
    """One notice to one person by one channel. `about_id` is what it is about; `dedupe` makes it one.

    "held" waits for the digest because the day's cap is reached, "digested" was counted in one.
    """

    STATES = ("pending", "claimed", "sent", "failed", "expired", "withdrawn", "held", "digested")

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5, choices=[(c, c) for c in CHANNELS])
    template = models.CharField(max_length=40)
    about_id = models.UUIDField(db_index=True)
    about_at = models.DateTimeField(help_text="The instant that the notice is about.")
    about_seq = models.PositiveIntegerField(null=True, help_text="Which one of it: a message's number.")
    path = models.CharField(max_length=80, help_text="Where a tap leads, after sign-in.")
    once = models.CharField(
        max_length=120, default="", db_default="", help_text="One thing told, by whatever channels."
    )
    falls_back = models.BooleanField(
        default=False, db_default=False, help_text="Unread, it goes by text or mail as well."
    )
    reached = ArrayField(
        models.UUIDField(), default=list, db_default=[], help_text="Devices that have it already."
    )
    dedupe = models.CharField(max_length=160, unique=True)
    lead = models.PositiveIntegerField(null=True, help_text="Minutes before, where a person picks them.")
    due_at = models.DateTimeField()
    stale_at = models.DateTimeField(help_text="After this nobody is helped by it.")
    state = models.CharField(max_length=10, choices=[(s, s) for s in STATES], default="pending")
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="notices_due", condition=Q(state__in=["pending", "claimed"])
            ),
            models.Index(fields=["account", "sent_at"], name="notices_of_account"),
        ]


class SunkNotice(models.Model):
    """What a sink got instead of a provider: the demo shows it. The same message again changes nothing."""

    message_id = models.CharField(max_length=120, primary_key=True)
    account_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=5)
    subject = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    path = models.CharField(
        max_length=80, blank=True, default="", db_default="", help_text="Where a tap leads."
    )
    times = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()


class InboundText(Row):
    """STOP or START from a telephone, as the provider signed it: the newest one of a number holds for that
    number, whoever has it in their account and whenever. Kept as proof of when somebody said so."""

    sid = models.CharField(max_length=64, unique=True, help_text="The provider's id: a replay is nothing.")
    number = models.CharField(max_length=20)
    stop = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["number", "-at"], name="newest_word_of_number")]
