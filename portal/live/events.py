"""What happened in and around a live session. Ids and numbers only: no word of a question."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Event):
    kind: ClassVar[str] = "live.session_planned"


@dataclass(frozen=True, kw_only=True)
class RegistrationChanged(Event):
    """To the account itself: a place taken, given back, or moved up to. `object_id` is the session."""

    kind: ClassVar[str] = "live.registration_changed"


@dataclass(frozen=True, kw_only=True)
class TotalsChanged(Event):
    """To the host: how many are registered, wait and are here."""

    kind: ClassVar[str] = "live.totals_changed"


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Event):
    kind: ClassVar[str] = "live.session_opened"
    room_seq: int


@dataclass(frozen=True, kw_only=True)
class SlideChanged(Event):
    kind: ClassVar[str] = "live.slide_changed"
    room_seq: int


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    """To the host alone."""

    kind: ClassVar[str] = "live.question_asked"
    session_id: UUID
    room_seq: int


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    kind: ClassVar[str] = "live.question_answered"
    session_id: UUID
    room_seq: int


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Event):
    kind: ClassVar[str] = "live.session_ended"
    room_seq: int


@dataclass(frozen=True, kw_only=True)
class PlaceUsed(Event):
    """An account came in for the first time: `education` counts it toward the account's own course."""

    kind: ClassVar[str] = "live.place_used"
    account_id: UUID
    deck_id: UUID
