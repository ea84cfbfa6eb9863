"""Sending what is due. Claimed with a lease, by the task one at a time, so that no lease runs out while the
rest of a batch is being sent; each notice is sent and written off by itself.

A worker that dies between sending and writing off leaves the lease: after it the notice is sent again with
the same message id. That is the one window in which a provider may see it twice.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.notify import channels, day, devices, falling, ledger, logic, preferences, stops, wording
from portal.notify.models import Notice, Preferences

log = logging.getLogger("footbridge.notify")
_LEASE = timedelta(seconds=45)
_MOST_ATTEMPTS = 8
_LONGEST_LIFE = 6 * 3600

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
    if not (account.is_active and ledger.still_true(notice)):
        return _set(notice, "withdrawn")
    if not _wanted(notice, wishes):
        with transaction.atomic():
            falling.at_once(notice, wishes, now=now)
            return _set(notice, "withdrawn")
    later = logic.after_quiet(now, account.timezone, wishes.quiet_from, wishes.quiet_until)
    if later > now:
        return _hold(notice, later)
    if day.is_full(notice, wishes, now=now):
        return day.hold(notice, wishes, now=now)
    if notice.template != day.DIGEST:
        return _send(notice, wishes)
    things = day.waiting(account)
    if not things:
        return _set(notice, "withdrawn")
    state = _send(notice, wishes, n=len(things))
    if state == "sent":
        day.told(things)
    return state


def _wanted(notice: Notice, wishes: Preferences) -> bool:
    """Whether the person still wants it there and then: what they change holds for what is planned, too."""
    if notice.channel == "sms" and stops.holds(notice.account.phone):
        return False
    return bool(getattr(wishes, notice.channel)) and (notice.lead is None or notice.lead in wishes.leads)


def _sender() -> str:
    """The neutral name is the mail's subject: no clinic, no program."""
    return "Footbridge"


def _message(notice: Notice, wishes: Preferences, *, n: int) -> channels.Outgoing:
    account: Account = notice.account
    said = wording.words(
        notice.template, language=account.language, zone=account.timezone, about_at=notice.about_at,
        with_time=wishes.with_time, sender=_sender(), link=settings.PUBLIC_ORIGIN, n=n,
    )  # fmt: skip
    left = int((notice.stale_at - clock.now()).total_seconds())
    return channels.Outgoing(
        str(notice.id), account.id, said, notice.path, account.language, tag=_tag(notice),
        lives=max(1, min(left, _LONGEST_LIFE)),
    )  # fmt: skip


def _tag(notice: Notice) -> str:
    """One for all that is said of one thing, and no id: a push service can read it (RFC 8030, 32 signs)."""
    about = f"{notice.account_id}:{notice.template}:{notice.about_id}"
    return salted_hmac("notify.tag", about, algorithm="sha256").hexdigest()[:32]


def _send(notice: Notice, wishes: Preferences, *, n: int = 0) -> str:
    """To every address that has not got it yet. One that fails is tried again without the others."""
    message, failed, wait = _message(notice, wishes, n=n), False, 0
    reached = bool(notice.reached)
    for device, to in _addresses(notice):
        Notice.objects.filter(id=notice.id).update(lease_until=clock.now() + _LEASE)
        try:
            channels.sender(notice.channel).send(message, to=to)
        except channels.AddressDead:
            if device:
                devices.bury(device)
        except channels.SendFailed as error:
            failed, wait = True, max(wait, error.retry_after)
        else:
            reached = True
            if device:
                notice.reached.append(device)
                Notice.objects.filter(id=notice.id).update(reached=notice.reached)
    return _write_off(notice, wishes, reached=reached, failed=failed, wait=timedelta(seconds=wait))


def _write_off(notice: Notice, wishes: Preferences, *, reached: bool, failed: bool, wait: timedelta) -> str:
    now = clock.now()
    with transaction.atomic():
        if reached and notice.sent_at is None:
            Notice.objects.filter(id=notice.id).update(sent_at=now)
            falling.when_unread(notice, wishes, sent_at=now)
        again = now + max(logic.backoff(notice.attempts), wait)
        if failed and notice.attempts < _MOST_ATTEMPTS and again < notice.stale_at:
            log.warning("notice not sent notice=%s attempt=%s", notice.id, notice.attempts)
            return _hold(notice, again)
        if reached:
            return _set(notice, "sent")
        falling.at_once(notice, wishes, now=now)
        return _set(notice, "failed")


def _addresses(notice: Notice) -> list[tuple[UUID | None, str]]:
    account: Account = notice.account
    if notice.channel == "email":
        return [(None, account.email)]
    if notice.channel == "sms":
        return [(None, account.phone)] if account.phone else []
    rows = devices.living(account.id).exclude(id__in=notice.reached)
    return [(device.id, str(device.subscription)) for device in rows]


def _set(notice: Notice, state: str) -> str:
    Notice.objects.filter(id=notice.id).update(state=state, lease_until=None)
    return state


def _hold(notice: Notice, until: object) -> str:
    Notice.objects.filter(id=notice.id).update(state="pending", due_at=until, lease_until=None)
    return "pending"
