"""Moving and cancelling one session."""

from collections.abc import Mapping
from datetime import date, time
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused, Stale
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.schedule import logic
from portal.schedule.events import SessionChanged
from portal.schedule.models import Session


@action
def move_session(
    actor: Actor,
    *,
    session_id: UUID,
    version: int,
    on: date,
    wall_time: time,
    minutes: int | None = None,
    online: bool | None = None,
    place: Mapping[str, str] | None = None,
) -> Session:
    """Another day, time or room for one session. Allowed: lead, administrator.

    `on` and `wall_time` are on the wall of the series' zone. Publishes SessionChanged to each booked
    patient apart. Raises Stale, Refused (it is over or cancelled), NotFound.
    """
    session = _mine(actor, session_id, version)
    length = session.minutes if minutes is None else minutes
    if not 10 <= length <= 480:
        raise Invalid("/minutes", "sessions.length", least=10, most=480)
    session.on, session.wall_time, session.minutes = on, wall_time, length
    session.starts_at, session.ends_at = logic.instants(on, wall_time, length, session.series.timezone)
    session.online = session.online if online is None else online
    session.place = session.place if place is None else dict(place)
    session.state = "moved"
    session.bookings.update(starts_at=session.starts_at)
    _changed(actor, "schedule.move_session", session)
    return session


@action
def cancel_session(actor: Actor, *, session_id: UUID, version: int) -> Session:
    """Takes one session off the week; it stays visible as cancelled and counts for no hours.

    Allowed: lead, administrator. Publishes SessionChanged. Raises Stale, Refused, NotFound.
    """
    session = _mine(actor, session_id, version)
    session.state = "cancelled"
    _changed(actor, "schedule.cancel_session", session)
    return session


def _mine(actor: Actor, session_id: UUID, version: int) -> Session:
    rule = policy.programs_for(actor, Permission.SCHEDULE_MANAGE)
    rows = Session.objects.select_for_update(of=("self",)).select_related("series")
    session = rows.filter(rule, id=session_id).first()
    if session is None:
        raise NotFound
    if session.version != version:
        raise Stale
    if session.state == "cancelled" or session.ends_at <= clock.now():
        raise Refused("sessions.session_over")
    return session


def _changed(actor: Actor, verb: str, session: Session) -> None:
    session.version += 1
    session.save()
    audit.record(actor, verb, object_type="session", object_id=session.id, program_id=session.program_id)
    for row in session.bookings.order_by("patient_id"):
        to = policy.who_can(Permission.SCHEDULE_READ, patient_id=row.patient_id, program_id=row.program_id)
        event = SessionChanged(
            object_id=row.id, patient_id=row.patient_id, program_id=row.program_id, session_id=session.id
        )
        publish(event, recipients=to)
