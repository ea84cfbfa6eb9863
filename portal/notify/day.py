"""The day's cap, and the one digest of what lies beyond it. The day is the person's own.

Told things are counted, not channels: the same thing by push and by mail is one, and what was told once may
go by its other way whatever the count is. `logic.COUNTED` and `logic.CAPPED` say what counts and what is
held (decision 0020).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal.accounts.models import Account
from portal.notify import devices, falling, ledger, logic
from portal.notify.models import Notice, Preferences

DIGEST = "digest"


def is_full(notice: Notice, wishes: Preferences, *, now: datetime) -> bool:
    """Whether this one has to wait for the digest. Of two that are being sent at once the earlier counts."""
    if wishes.daily_cap is None or notice.template not in logic.CAPPED or notice.sent_at:
        return False
    mine = Notice.objects.filter(account_id=notice.account_id)
    if mine.filter(once=notice.once, sent_at__isnull=False).exists():
        return False
    earlier = Q(due_at__lt=notice.due_at) | Q(due_at=notice.due_at, id__lt=notice.id)
    going = Q(state="claimed", lease_until__gt=now) & earlier
    gone = Q(sent_at__gte=logic.day_began(now, notice.account.timezone))
    told = mine.filter(gone | going, template__in=logic.COUNTED).exclude(once=notice.once)
    return told.values("once").distinct().count() >= wishes.daily_cap


def hold(notice: Notice, wishes: Preferences, *, now: datetime) -> str:
    """Leaves it to the digest, which is planned with the first one that is held."""
    account: Account = notice.account
    due_at = logic.digest_time(now, account.timezone, wishes.digest_at)
    with transaction.atomic():
        Notice.objects.filter(id=notice.id).update(state="held", lease_until=None)
        channel = "push" if wishes.push and devices.living(account.id).exists() else None
        channel = channel or falling.channel_of(account.id, wishes)
        ledger.plan(
            ledger.drafts(
                account_id=account.id, channels=[channel] if channel else [], template=DIGEST,
                about_id=account.id, about_at=due_at, path="/", once=f"digest:{due_at:%Y%m%dT%H%M}",
                due_at=due_at, stale_at=due_at + logic.STALE_AFTER, falls_back=channel == "push",
            )
        )  # fmt: skip
    return "held"


def waiting(account: Account) -> list[Notice]:
    """What is held for a person and still true; what was seen meanwhile is told nowhere any more."""
    held = list(Notice.objects.filter(account=account, state="held").order_by("due_at", "id"))
    true = [notice for notice in held if ledger.still_true(notice)]
    seen = [notice.id for notice in held if notice not in true]
    Notice.objects.filter(id__in=seen, state="held").update(state="withdrawn")
    return true


def told(notices: list[Notice]) -> None:
    ids = [notice.id for notice in notices]
    Notice.objects.filter(id__in=ids, state="held").update(state="digested")
