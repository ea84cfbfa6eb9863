"""How one session changes: private steps that moving, cancelling and announcing share. They run in the
caller's transaction, on a session that it has locked, and know no rule of who may."""

from collections.abc import Mapping
from datetime import date, time

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, Refused, Stale
from portal.outbox import publish
from portal.schedule import logic
from portal.schedule.events import SessionChanged
from portal.schedule.models import Session


def check(session: Session, version: int) -> None:
    """Raises Stale, and Refused where the session is over or was cancelled."""
    if session.version != version:
        raise Stale
    if session.state == "cancelled" or session.ends_at <= clock.now():
        raise Refused("sessions.session_over")


def move(
    actor: Actor,
    session: Session,
    *,
    on: date,
    wall_time: time,
    minutes: int | None = None,
    online: bool | None = None,
    place: Mapping[str, str] | None = None,
) -> None:
    """Another day, time or room; `on` and `wall_time` are on the wall of the series' zone. What is None
    stays. Publishes SessionChanged to each booked patient apart. Raises Invalid."""
    length = session.minutes if minutes is None else minutes
    if not 10 <= length <= 480:
        raise Invalid("/minutes", "sessions.length", least=10, most=480)
    session.on, session.wall_time, session.minutes = on, wall_time, length
    before = session.starts_at, session.ends_at
    session.starts_at, session.ends_at = logic.instants(on, wall_time, length, session.series.timezone)
    if before != (session.starts_at, session.ends_at):  # "moved" reads as a new time: another room is none
        session.state = "moved"
    session.online = session.online if online is None else online
    session.place = session.place if place is None else dict(place)
    session.bookings.update(starts_at=session.starts_at)
    tell(actor, "schedule.move_session", session)


def tell(actor: Actor, verb: str, session: Session) -> None:
    """Stores a changed session under a new version, with its audit entry and an event for each patient."""
    session.version += 1
    session.save()
    audit.record(actor, verb, object_type="session", object_id=session.id, program_id=session.program_id)
    for row in session.bookings.order_by("patient_id"):
        to = policy.who_can(Permission.SCHEDULE_READ, patient_id=row.patient_id, program_id=row.program_id)
        event = SessionChanged(
            object_id=row.id, patient_id=row.patient_id, program_id=row.program_id, session_id=session.id
        )
        publish(event, recipients=to)
