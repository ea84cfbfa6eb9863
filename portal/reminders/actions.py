"""Planning reminders."""

from uuid import UUID

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.notify import ledger, preferences
from portal.notify.models import CHANNELS, Notice, Preferences
from portal.reminders import logic, selectors
from portal.schedule.models import Booking


@action
def plan_upcoming(actor: Actor) -> int:
    """Plans the reminders of the next days, for what is not planned yet. Idempotent. Allowed: the system."""
    now = clock.now()
    rows = list(selectors.bookings_between(actor, start=now, end=now + logic.LOOK_AHEAD))
    wishes = preferences.of_all(row.patient.account_id for row in rows if row.patient.account_id)
    return ledger.plan(
        notice
        for row in rows
        if row.patient.account_id
        for notice in _reminders(row, row.patient.account_id, wishes[row.patient.account_id])
    )


@action
def replan_booking(actor: Actor, *, booking_id: UUID) -> None:
    """A session moved or was cancelled: what is planned for it is taken back, one notice says that
    something changed, and reminders for the new time are planned. Idempotent. Allowed: the system."""
    if not actor.is_system:
        raise NotFound
    rows = Booking.objects.select_related("session", "patient__account")
    row = rows.filter(id=booking_id).first()
    if row is None or row.patient.account_id is None:
        return
    for template in ("session", "session_changed"):  # of two changes in one quiet night one is told
        ledger.withdraw(about_id=row.id, template=template)
    if row.session.starts_at <= clock.now():
        return
    wishes = preferences.of(row.patient.account_id)
    ledger.plan(_changed(row, row.patient.account_id, wishes))
    if row.session.state != "cancelled":
        ledger.plan(_reminders(row, row.patient.account_id, wishes))


def _channels(wishes: Preferences) -> list[str]:
    return [channel for channel in CHANNELS if getattr(wishes, channel)]


def _changed(row: Booking, account_id: UUID, wishes: Preferences) -> list[Notice]:
    return ledger.drafts(
        account_id=account_id,
        channels=_channels(wishes),
        template="session_changed",
        about_id=row.id,
        about_at=row.session.starts_at,
        path="/week",
        once=f"changed:{row.id}:{row.session.version}",
        due_at=clock.now(),
        stale_at=row.session.starts_at,
    )


def _reminders(row: Booking, account_id: UUID, wishes: Preferences) -> list[Notice]:
    starts_at = row.session.starts_at
    return [
        notice
        for lead, due in logic.due_times(starts_at, wishes.leads, clock.now())
        for notice in ledger.drafts(
            account_id=account_id,
            channels=_channels(wishes),
            template="session",
            about_id=row.id,
            about_at=starts_at,
            path="/today",
            once=f"session:{row.id}:{starts_at:%Y%m%dT%H%M}:{lead}",
            due_at=due,
            stale_at=starts_at,
            lead=lead,
        )
    ]


def still_true(booking_id: UUID, starts_at: object) -> bool:
    """Whether the patient is still expected at that very time."""
    row = Booking.objects.select_related("session").filter(id=booking_id, state="planned").first()
    return (
        row is not None
        and row.session.state != "cancelled"
        and row.says != "cant_come"
        and row.session.starts_at == starts_at
    )
