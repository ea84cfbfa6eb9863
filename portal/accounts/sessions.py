"""Sessions of devices: begin, touch, end. A session is alive while it is neither ended, idle nor too old."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from portal import outbox
from portal.accounts import sql
from portal.accounts.models import Session
from portal.kernel import clock, statements

_TOUCH_EVERY = timedelta(seconds=30)


def _alive(at: datetime) -> Q:
    q = Q(pk__in=[])
    for device, (idle, absolute) in settings.SESSION_LIMITS.items():
        q |= Q(device=device, last_seen_at__gt=at - idle, signed_in_at__gt=at - absolute)
    return q & Q(ended_at__isnull=True, account__is_active=True)


def begin(
    *,
    account_id: UUID,
    label: str = "",
    device: str = "shared",
    second_factor: bool = False,
    device_known: bool = False,
) -> Session:
    now = clock.now()
    return Session.objects.create(
        account_id=account_id,
        label=label[:60],
        device=device,
        second_factor=second_factor,
        device_known=device_known,
        signed_in_at=now,
        last_seen_at=now,
    )


def current(session_id: str, *, account_id: UUID) -> Session | None:
    """The live session, or None. Touches it at most every 30 seconds; a socket's pings never call this."""
    now = clock.now()
    rows = Session.objects.select_related("account")
    found = rows.filter(_alive(now), id=session_id, account_id=account_id).first()
    if found:
        touch(found)
    return found


def touch(session: Session) -> None:
    """A person did something: the idle limit begins anew. Written at most every 30 seconds."""
    now = clock.now()
    if now - session.last_seen_at > _TOUCH_EVERY:
        Session.objects.filter(id=session.id).update(last_seen_at=now)


def needs_second_factor(session: Session) -> bool:
    """Signed in by one factor alone, where the account asks for two: nothing of a person may be read."""
    return session.account.second_factor and not session.second_factor


def open_of(account_id: UUID) -> "QuerySet[Session]":
    return Session.objects.filter(_alive(clock.now()), account_id=account_id)


def alive(session_ids: Iterable[str]) -> set[str]:
    """Which of these may hold a socket, in one query: alive, and the second factor given where needed."""
    return {str(row[0]) for row in _living(session_ids, clock.now())}


def is_alive(session_id: str, *, account_id: UUID, touch: bool) -> bool:
    """`alive` for one session of this account."""
    return bool(are_alive([(session_id, account_id)], touch=touch))


def are_alive(asked: Collection[tuple[str, UUID]], *, touch: bool) -> set[str]:
    """Which of these sessions live, each with the account that it must be of. `touch`: those persons did
    something, which puts off the idle limit as a request would, at most every 30 seconds."""
    now, owners = clock.now(), dict(asked)
    found = [row for row in _living(owners, now) if owners.get(str(row[0])) == row[1]]
    resting = [row[0] for row in found if touch and now - row[2] > _TOUCH_EVERY]
    if resting:
        Session.objects.filter(id__in=resting).update(last_seen_at=now)
    return {str(row[0]) for row in found}


def _living(session_ids: Iterable[str], now: datetime) -> list[tuple[UUID, UUID, datetime]]:
    asked = {"ids": list(session_ids), "now": now}
    return [(row[0], row[1], row[2]) for row in statements.run(sql.ALIVE, asked)]


def end(session_ids: Iterable[UUID]) -> list[str]:
    """Ends these sessions and closes their sockets. Returns the ids that were open."""
    wanted = list(
        Session.objects.filter(id__in=list(session_ids), ended_at__isnull=True).values_list("id", flat=True)
    )
    Session.objects.filter(id__in=wanted).update(ended_at=clock.now())
    ended = [str(session_id) for session_id in wanted]
    outbox.end_session(ended)
    return ended


def end_all(*, account_id: UUID, but: str = "") -> list[str]:
    """Ends every session of an account, but the one named."""
    open_ones = Session.objects.filter(account_id=account_id, ended_at__isnull=True)
    return end(
        open_ones.exclude(id=but).values_list("id", flat=True)
        if but
        else open_ones.values_list("id", flat=True)
    )
