"""What the host does: plan, open, show a slide, lock, end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid
from portal.kernel.transaction import action
from portal.live import logic, selectors
from portal.live.actions import telling
from portal.live.events import SessionEnded, SessionOpened, SessionPlanned, SlideChanged
from portal.live.models import LiveSession, Registration
from portal.outbox import publish
from portal.programs.models import Staff

_OPEN_EARLY = timedelta(hours=1)


@action
def plan_session(
    actor: Actor,
    *,
    key: UUID,
    program_id: UUID,
    deck_id: UUID,
    title: Mapping[str, str],
    starts_at: datetime,
    minutes: int,
    capacity: int,
    host_id: UUID,
) -> LiveSession:
    """Puts a session into the calendar. Allowed: staff of the program, who may host. `starts_at` is UTC.

    The host is a post of the same program. Publishes SessionPlanned to the host. Raises Invalid, NotFound.
    """
    policy.require(actor, Permission.LIVE_HOST, program_id=program_id)
    body = {"title": dict(title), "starts_at": starts_at, "deck": deck_id, "host": host_id}
    used = idempotency.use(actor, key=key, body=body)
    if used.object_id is not None:
        return selectors.hosted(actor, session_id=used.object_id)
    host = Staff.objects.filter(id=host_id, program_id=program_id, ended_at=None).first()
    if host is None:
        raise Invalid("/host_id", "live.unknown_host")
    if not selectors.deck_exists(deck_id):
        raise Invalid("/deck_id", "live.unknown_deck")
    if not all(title.get(language, "").strip() for language in ("en", "es")):
        raise Invalid("/title", "live.title_in_both")
    if minutes not in range(10, 241):
        raise Invalid("/minutes", "live.minutes")
    if capacity not in range(1, 501):
        raise Invalid("/capacity", "live.capacity")
    row = LiveSession.objects.create(
        program_id=program_id,
        deck_id=deck_id,
        title={language: title[language].strip() for language in ("en", "es")},
        host=host,
        starts_at=starts_at,
        minutes=minutes,
        capacity=capacity,
    )
    used.made(row.id)
    telling.note(actor, "live.plan", row)
    publish(SessionPlanned(object_id=row.id, program_id=program_id), recipients=selectors.hosts(row))
    return row


@action
def open_session(actor: Actor, *, session_id: UUID) -> LiveSession:
    """Opens the room at its first slide, at most an hour early; again changes nothing.

    Allowed: a host. Publishes SessionOpened to all who have a place. Raises Conflict, NotFound.
    """
    row = selectors.hosted(actor, session_id=session_id, lock=True)
    if row.state == "open":
        return row
    if row.state == "ended":
        raise Conflict("live.over")
    if clock.now() < row.starts_at - _OPEN_EARLY:
        raise Conflict("live.too_early")
    row.state, row.slide = "open", 0
    row.opened_at, row.opened_by = clock.now(), actor.account_id
    seq = telling.log(row, "opened", slide=0)
    row.save()
    telling.note(actor, "live.open", row)
    event = SessionOpened(object_id=row.id, program_id=row.program_id, room_seq=seq)
    publish(event, recipients=[*selectors.registered(row), *selectors.hosts(row)])
    return row


@action
def show_slide(actor: Actor, *, session_id: UUID, slide: int) -> LiveSession:
    """Shows one slide (from 0) to everyone in the room. Allowed: a host.

    Publishes SlideChanged. Raises Conflict when the room is not open, Invalid, NotFound.
    """
    row = selectors.hosted(actor, session_id=session_id, lock=True)
    if row.state != "open":
        raise Conflict("live.not_open")
    if not logic.slide_in(len(row.deck.slides), slide):
        raise Invalid("/slide", "live.no_such_slide")
    if row.slide == slide:
        return row
    row.slide = slide
    seq = telling.log(row, "slide", slide=slide)
    row.save(update_fields=["slide", "last_seq"])
    event = SlideChanged(object_id=row.id, program_id=row.program_id, room_seq=seq)
    publish(event, recipients=[*selectors.joined(row), *selectors.hosts(row)])
    return row


@action
def lock_session(actor: Actor, *, session_id: UUID, locked: bool) -> LiveSession:
    """Lets nobody new in, or lets people in again; who was in before comes back. Allowed: a host."""
    row = selectors.hosted(actor, session_id=session_id, lock=True)
    if row.state == "ended":
        raise Conflict("live.over")
    row.locked = locked
    row.save(update_fields=["locked"])
    telling.note(actor, "live.lock", row)
    telling.tell_host_totals(row)
    return row


@action
def end_session(actor: Actor, *, session_id: UUID) -> LiveSession:
    """Ends the session for everyone; again changes nothing. Allowed: a host. Publishes SessionEnded."""
    row = selectors.hosted(actor, session_id=session_id, lock=True)
    if row.state == "ended":
        return row
    if row.state != "open":
        raise Conflict("live.not_open")
    row.state, row.ended_at = "ended", clock.now()
    seq = telling.log(row, "ended")
    row.save(update_fields=["state", "ended_at", "last_seq"])
    to = [*selectors.registered(row), *selectors.hosts(row)]
    Registration.objects.filter(session=row, here=True).update(here=False)
    telling.note(actor, "live.end", row)
    publish(SessionEnded(object_id=row.id, program_id=row.program_id, room_seq=seq), recipients=to)
    return row
