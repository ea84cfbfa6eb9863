"""The one door for what is waiting in the app: messages, small tasks, something to read.

A thing is told once, by one channel; unread, it goes by a second one later (`falling`). While an earlier
notice of the same thing is unread nothing more is said for some hours, however much is added to it.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from portal.kernel import clock
from portal.notify import devices, falling, ledger, logic, preferences
from portal.notify.models import Notice, Preferences
from portal.outbox import presence

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_TOLD = ("pending", "claimed", "sent", "held", "digested")


def tell(
    *, account_id: UUID, template: str, about_id: UUID, about_at: datetime, path: str, once: str, seq: int
) -> int:
    """Plans at most one notice, inside the caller's transaction; the same `once` again plans nothing.

    Who has a connection open sees it there, and is told only when it is unread a minute later: `seq` says
    which one of the thing it is, so that `ledger.reason` can tell. Returns how many were planned.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"notify.tell:{account_id}:{about_id}"])
    wishes, now = preferences.of(account_id), clock.now()
    channel = _first(account_id, wishes)
    if channel is None or _is_told(account_id, template, about_id):
        return 0
    due_at = now + logic.SEEN_WITHIN if presence.is_here(account_id) else now
    return ledger.plan(
        ledger.drafts(
            account_id=account_id, channels=[channel], template=template, about_id=about_id,
            about_at=about_at, about_seq=seq, path=path, once=once, due_at=due_at,
            stale_at=now + logic.STALE_AFTER, falls_back=channel == "push",
        )
    )  # fmt: skip


def _first(account_id: UUID, wishes: Preferences) -> str | None:
    if wishes.push and devices.living(account_id).exists():
        return "push"
    return falling.channel_of(account_id, wishes)


def told(*, template: str, about: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """Of these things, each with its reader's account, those of which the reader was told lately, and up to
    which one of the thing. Whether it is unread still, its domain knows."""
    rows = Notice.objects.filter(
        template=template, about_id__in=about, account_id__in=set(about.values()), state__in=_TOLD,
        due_at__gt=clock.now() - logic.TELL_AGAIN,
    )  # fmt: skip
    found: dict[UUID, int] = {}
    for about_id, account_id, seq in rows.values_list("about_id", "account_id", "about_seq"):
        if about[about_id] == account_id:
            found[about_id] = max(seq or 0, found.get(about_id, 0))
    return found


def _is_told(account_id: UUID, template: str, about_id: UUID) -> bool:
    told = Notice.objects.filter(
        account_id=account_id, template=template, about_id=about_id, state__in=_TOLD,
        due_at__gt=clock.now() - logic.TELL_AGAIN,
    )  # fmt: skip
    return any(ledger.still_true(notice) for notice in told)
