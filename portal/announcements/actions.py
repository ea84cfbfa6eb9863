"""Announcing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from uuid import UUID

from portal import audit
from portal.announcements import selectors
from portal.announcements.models import Announcement, Copy
from portal.announcements.selectors import Reach
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused
from portal.kernel.transaction import action
from portal.messaging.copies import write_copy
from portal.messaging.logic import LONGEST_BODY
from portal.schedule import changing
from portal.schedule.models import Session


@dataclass(frozen=True)
class Change:
    """What changes of the session whose version the sender saw: its room, or when it is. What is None
    stays. `on` and `wall_time` are on the wall of the series' zone."""

    version: int
    place: Mapping[str, str] | None = None
    on: date | None = None
    wall_time: time | None = None


@action
def announce(
    actor: Actor,
    *,
    key: UUID,
    texts: Mapping[str, str],
    session_id: UUID | None = None,
    track_id: UUID | None = None,
    change: Change | None = None,
) -> UUID:
    """Tells everyone booked in a session, or enrolled in a track, by a private copy to each: a message in
    the patient's own thread, in their language where it was written. A change of the session is one with it.

    Allowed: the leader of the session, for those whom they care for; the program's lead. `texts` is by
    language, "en" always. `key` is the sender's own uuid: the same again sends nothing. Publishes
    MessageSent for each copy and SessionChanged to each booked patient. Returns the announcement's id. Raises
    NotFound, Invalid, Stale, Refused (the session has begun, or nobody is there to read it), KeyReused.
    """
    said = {language: words.strip() for language, words in texts.items() if words.strip()}
    _check(said, session_id=session_id, track_id=track_id, change=change)
    body = {"session": session_id, "track": track_id, "texts": said, "change": change and asdict(change)}
    used = idempotency.use(actor, key=key, body=body)
    if used.object_id:
        return used.object_id
    reach = _reach(actor, session_id=session_id, track_id=track_id)
    if change is not None and reach.session is not None:
        _change(actor, reach.session, change)
    row = Announcement.objects.create(
        program_id=reach.program_id, session=reach.session, track=reach.track, author_id=used.account_id,
        sent_at=clock.now(),
    )  # fmt: skip
    for patient in reach.patients:
        words = said.get(selectors.language_of(patient), said["en"])
        about = reach.bookings[patient.id] if change is not None else None
        message = write_copy(
            actor, patient=patient, post=reach.post, account_id=used.account_id, body=words, about=about
        )
        Copy.objects.create(announcement=row, message=message, patient=patient, program_id=patient.program_id)
    audit.record(
        actor, "announcements.send", object_type="announcement", object_id=row.id,
        program_id=row.program_id, count=len(reach.patients),
    )  # fmt: skip
    used.made(row.id)
    return row.id


def _check(
    said: Mapping[str, str], *, session_id: UUID | None, track_id: UUID | None, change: Change | None
) -> None:
    if "en" not in said:
        raise Invalid("/texts/en", "errors.field.blank")
    for language, words in said.items():
        if language not in ("en", "es"):
            raise Invalid("/texts", "errors.field.invalid_choice")
        if len(words) > LONGEST_BODY:
            raise Invalid(f"/texts/{language}", "errors.field.max_length")
    if (session_id is None) == (track_id is None):
        raise Invalid("/session_id", "announcements.group_or_track")
    if change is None:
        return
    if session_id is None:
        raise Invalid("/change", "announcements.change_needs_session")
    if change.place is None and change.on is None and change.wall_time is None:
        raise Invalid("/change", "announcements.changes_nothing")
    if change.place is not None and not change.place.get("en", "").strip():
        raise Invalid("/change/place/en", "errors.field.blank")


def _reach(actor: Actor, *, session_id: UUID | None, track_id: UUID | None) -> Reach:
    if session_id is not None:
        reach = selectors.of_session(actor, session_id=session_id, lock=True)
    elif track_id is not None:
        reach = selectors.of_track(actor, track_id=track_id)
    else:
        raise NotFound
    if not reach.patients:
        raise Refused("announcements.nobody")
    return reach


def _change(actor: Actor, session: Session, change: Change) -> None:
    """A session that has begun is not changed: who is told then could not be there in time."""
    changing.check(session, change.version)
    if session.starts_at <= clock.now():
        raise Refused("announcements.begun")
    changing.move(
        actor, session, on=change.on or session.on, wall_time=change.wall_time or session.wall_time,
        place=change.place, online=False if change.place is not None else None,
    )  # fmt: skip
    if session.starts_at <= clock.now():
        raise Invalid("/change/wall_time", "announcements.time_is_past")
