"""Moving and cancelling one session."""

from collections.abc import Mapping
from datetime import date, time
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.schedule import changing
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
    changing.move(actor, session, on=on, wall_time=wall_time, minutes=minutes, online=online, place=place)
    return session


@action
def cancel_session(actor: Actor, *, session_id: UUID, version: int) -> Session:
    """Takes one session off the week; it stays visible as cancelled and counts for no hours.

    Allowed: lead, administrator. Publishes SessionChanged. Raises Stale, Refused, NotFound.
    """
    session = _mine(actor, session_id, version)
    session.state = "cancelled"
    changing.tell(actor, "schedule.cancel_session", session)
    return session


def _mine(actor: Actor, session_id: UUID, version: int) -> Session:
    rule = policy.programs_for(actor, Permission.SCHEDULE_MANAGE)
    rows = Session.objects.select_for_update(of=("self",)).select_related("series")
    session = rows.filter(rule, id=session_id).first()
    if session is None:
        raise NotFound
    changing.check(session, version)
    return session
