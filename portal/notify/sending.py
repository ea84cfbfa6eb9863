"""Sending what is due. Claimed with a lease, by the task one at a time, so that no lease runs out while the
rest of a batch is being sent; each notice is sent and written off by itself.

A worker that dies between sending and writing off leaves the lease: after it the notice is sent again with
the same message id. That is the one window in which a provider may see it twice.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.notify import channels, ledger, logic, preferences, wording
from portal.notify.models import Notice, Preferences, PushDevice

log = logging.getLogger("footbridge.notify")
_LEASE = timedelta(seconds=45)
_MOST_ATTEMPTS = 8

_CLAIM = """
UPDATE notify_notice SET state = 'claimed', lease_until = %(lease)s, attempts = attempts + 1
WHERE id IN (
  SELECT id FROM notify_notice
  WHERE due_at <= %(now)s AND (state = 'pending' OR (state = 'claimed' AND lease_until <= %(now)s))
  ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
) RETURNING id
"""


@action
def claim_due(actor: Actor, *, most: int = 100) -> list[UUID]:
    """Takes due notices for this worker. Allowed: the system. Two workers never take the same."""
    if not actor.is_system:
        raise NotFound
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "lease": now + _LEASE, "most": most})
        return [row[0] for row in cursor.fetchall()]


def send_one(notice_id: UUID) -> str:
    """Sends a claimed notice, or holds, drops or withdraws it. Returns the state that it is in then."""
    notice = Notice.objects.select_related("account").filter(id=notice_id, state="claimed").first()
    if notice is None:
        return "gone"
    now, account = clock.now(), notice.account
    wishes = preferences.of(account.id)
    if now >= notice.stale_at:
        return _set(notice, "expired")
    if not (account.is_active and _wanted(notice, wishes) and ledger.still_true(notice)):
        return _set(notice, "withdrawn")
    later = logic.after_quiet(now, account.timezone, wishes.quiet_from, wishes.quiet_until)
    if later > now:
        return _hold(notice, later)
    said = wording.words(
        notice.template, language=account.language, zone=account.timezone, about_at=notice.about_at,
        with_time=wishes.with_time, sender=_sender(), link=settings.PUBLIC_ORIGIN,
    )  # fmt: skip
    message = channels.Outgoing(str(notice.id), account.id, said, notice.path, account.language)
    return _send(notice, message)


def _wanted(notice: Notice, wishes: Preferences) -> bool:
    """Whether the person still wants it there and then: what they change holds for what is planned, too."""
    return bool(getattr(wishes, notice.channel)) and (notice.lead is None or notice.lead in wishes.leads)


def _sender() -> str:
    """The neutral name is the mail's subject: no clinic, no program."""
    return "Footbridge"


def _send(notice: Notice, message: channels.Outgoing) -> str:
    reached = False
    try:
        for device, to in _addresses(notice):
            Notice.objects.filter(id=notice.id).update(lease_until=clock.now() + _LEASE)
            try:
                channels.sender(notice.channel).send(message, to=to)
                reached = True
            except channels.AddressDead:
                if device:
                    PushDevice.objects.filter(id=device).update(dead_at=clock.now())
    except channels.SendFailed:
        if notice.attempts >= _MOST_ATTEMPTS:
            return _set(notice, "failed")
        log.warning("notice not sent notice=%s attempt=%s", notice.id, notice.attempts)
        return _hold(notice, clock.now() + logic.backoff(notice.attempts))
    if not reached:
        return _set(notice, "failed")
    Notice.objects.filter(id=notice.id).update(state="sent", sent_at=clock.now(), lease_until=None)
    return "sent"


def _addresses(notice: Notice) -> list[tuple[UUID | None, str]]:
    account: Account = notice.account
    if notice.channel == "email":
        return [(None, account.email)]
    if notice.channel == "sms":
        return [(None, account.phone)] if account.phone else []
    devices = PushDevice.objects.filter(account=account, dead_at=None)
    return [(device.id, str(device.subscription)) for device in devices]


def _set(notice: Notice, state: str) -> str:
    Notice.objects.filter(id=notice.id).update(state=state, lease_until=None)
    return state


def _hold(notice: Notice, until: object) -> str:
    Notice.objects.filter(id=notice.id).update(state="pending", due_at=until, lease_until=None)
    return "pending"
