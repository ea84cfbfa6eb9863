"""A push that reached nobody, or that stays unread, goes by text or mail instead: once.

The second notice is a row of the ledger like any other. When it is due the reason is asked again, so that
what was read meanwhile is not said twice; no job waits anywhere for that time.
"""

from datetime import datetime, timedelta
from uuid import UUID

from portal.accounts.models import Account
from portal.notify import ledger, logic, stops
from portal.notify.models import Notice, Preferences


def channel_of(account_id: UUID, wishes: Preferences) -> str | None:
    """The person's other way: a text where they want texts and their number takes them, else mail."""
    number = Account.objects.values_list("phone", flat=True).get(id=account_id) if wishes.sms else ""
    texts = bool(number) and not stops.holds(number)
    return logic.fallback_channel(email=wishes.email, sms=texts)


def when_unread(notice: Notice, wishes: Preferences, *, sent_at: datetime) -> int:
    """A push went out: plans the other way for later. A digest is not said twice: its person asked
    for less."""
    if wishes.fallback_after == 0 or notice.template == "digest":
        return 0
    return _plan(notice, wishes, due_at=sent_at + timedelta(minutes=wishes.fallback_after))


def at_once(notice: Notice, wishes: Preferences, *, now: datetime) -> int:
    """No browser is left to push to, or the person turned pushes off meanwhile."""
    return _plan(notice, wishes, due_at=now)


def _plan(notice: Notice, wishes: Preferences, *, due_at: datetime) -> int:
    channel = channel_of(notice.account_id, wishes)
    if not notice.falls_back or channel is None:
        return 0
    stale_at = max(notice.stale_at, due_at + logic.STALE_AFTER)
    return ledger.plan(
        ledger.drafts(
            account_id=notice.account_id, channels=[channel], template=notice.template,
            about_id=notice.about_id, about_at=notice.about_at, about_seq=notice.about_seq, path=notice.path,
            once=notice.once, due_at=due_at, stale_at=stale_at,
        )
    )  # fmt: skip
