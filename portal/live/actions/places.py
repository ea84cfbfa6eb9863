"""Taking a place, giving it back, coming in and leaving: for anyone who is signed in."""

from uuid import UUID

from django.db.models import Max

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, NotFound
from portal.kernel.transaction import action
from portal.live import logic, selectors
from portal.live.actions import telling
from portal.live.events import PlaceUsed
from portal.live.models import LiveSession, Registration
from portal.outbox import publish


@action
def register(actor: Actor, *, session_id: UUID) -> LiveSession:
    """Takes a place, or one in the line where all are taken; again changes nothing.

    Allowed: anyone signed in; no consent of a patient is needed. The session's row lock keeps capacity
    and order when many come at once. Publishes RegistrationChanged, TotalsChanged. Raises Conflict, NotFound.
    """
    row = selectors.locked(actor, session_id=session_id)
    if row.state == "ended":
        raise Conflict("live.over")
    held = selectors.registration(actor, session_id=session_id)
    if held is not None and held.status != "cancelled":
        return row
    rows = Registration.objects.filter(session=row)
    status = logic.status_for(taken=rows.filter(status="registered").count(), capacity=row.capacity)
    place = (rows.aggregate(last=Max("place"))["last"] or 0) + 1
    if held is not None:
        held.status, held.place = status, place
        held.save(update_fields=["status", "place"])
    else:
        if actor.account_id is None:
            raise NotFound
        Registration.objects.create(
            session=row, account_id=actor.account_id, status=status, place=place, alias=row.aliases
        )
        row.aliases += 1
        row.save(update_fields=["aliases"])
    _told(actor, row, "live.register")
    return row


@action
def cancel(actor: Actor, *, session_id: UUID) -> LiveSession:
    """Gives the place back; the first who waits moves up in the same transaction. Allowed: its owner.

    Publishes RegistrationChanged to both, TotalsChanged. Raises NotFound where there is no place to give.
    """
    row = selectors.locked(actor, session_id=session_id)
    held = selectors.registration(actor, session_id=session_id)
    if held is None or held.status == "cancelled":
        raise NotFound
    frees = held.status == "registered"
    held.status, held.here = "cancelled", False
    held.save(update_fields=["status", "here"])
    if frees and row.state != "ended":
        _promote(row)
    _told(actor, row, "live.cancel")
    return row


@action
def join(actor: Actor, *, session_id: UUID) -> LiveSession:
    """Comes into the room, from ten minutes before the start; again changes nothing.

    Allowed: who has a place. Publishes TotalsChanged, and PlaceUsed the first time (it counts toward
    what the person has learned). Raises Conflict when the door is closed, locked, or it is over; NotFound.
    """
    row = selectors.locked(actor, session_id=session_id)
    own = selectors.place_in(actor, session_id=session_id)
    door = logic.door(
        state=row.state,
        locked=row.locked,
        starts_at=row.starts_at,
        now=clock.now(),
        was_here=own.first_joined_at is not None,
    )
    if door != "open":
        raise Conflict(f"live.door_{door}")
    if own.here:
        return row
    first = own.first_joined_at is None
    own.here, own.first_joined_at = True, own.first_joined_at or clock.now()
    own.save(update_fields=["here", "first_joined_at"])
    if first:
        event = PlaceUsed(object_id=row.id, account_id=own.account_id, deck_id=row.deck_id)
        publish(event, recipients=[])
    telling.note(actor, "live.join", row)
    telling.tell_host_totals(row)
    return row


@action
def leave(actor: Actor, *, session_id: UUID) -> LiveSession:
    """Leaves the room and keeps the place. Allowed: who is in it. Publishes TotalsChanged."""
    row = selectors.locked(actor, session_id=session_id)
    own = selectors.place_in(actor, session_id=session_id)
    if own.here:
        own.here = False
        own.save(update_fields=["here"])
        telling.tell_host_totals(row)
    return row


def _promote(row: LiveSession) -> None:
    first = Registration.objects.filter(session=row, status="waiting").order_by("place").first()
    if first is not None:
        first.status = "registered"
        first.save(update_fields=["status"])
        telling.tell_place(row, first.account_id)


def _told(actor: Actor, row: LiveSession, verb: str) -> None:
    telling.note(actor, verb, row)
    if actor.account_id is not None:
        telling.tell_place(row, actor.account_id)
    telling.tell_host_totals(row)
