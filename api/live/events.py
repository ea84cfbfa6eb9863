"""What comes down of live sessions, rendered with the rights of the moment."""

from typing import Any
from uuid import UUID

from api.live import serializers as s
from api.realtime.registry import frame
from portal.kernel.actor import Actor
from portal.live import selectors
from portal.outbox import Item


@frame("live.session_planned", s.LiveSessionSerializer)
def session_planned(actor: Actor, item: Item) -> dict[str, Any]:
    return _session(actor, item.object_id)


@frame("live.registration_changed", s.LiveSessionSerializer)
def registration_changed(actor: Actor, item: Item) -> dict[str, Any]:
    return _session(actor, item.object_id)


@frame("live.session_opened", s.LiveSessionSerializer)
def session_opened(actor: Actor, item: Item) -> dict[str, Any]:
    return _session(actor, item.object_id)


@frame("live.session_ended", s.LiveSessionSerializer)
def session_ended(actor: Actor, item: Item) -> dict[str, Any]:
    return _session(actor, item.object_id)


@frame("live.slide_changed", s.LiveSlideFrameSerializer)
def slide_changed(actor: Actor, item: Item) -> dict[str, Any]:
    """The slide that is shown now: of several changes missed, the last one counts."""
    row = selectors.room(actor, session_id=item.object_id).session
    return {"id": row.id, "seq": row.last_seq, "slide": s.shape_slide(row, row.slide)}


@frame("live.question_asked", s.LiveQuestionSerializer)
def question_asked(actor: Actor, item: Item) -> dict[str, Any]:
    return _question(actor, item.object_id)


@frame("live.question_answered", s.LiveQuestionSerializer)
def question_answered(actor: Actor, item: Item) -> dict[str, Any]:
    return _question(actor, item.object_id)


@frame("live.totals_changed", s.LiveTotalsFrameSerializer)
def totals_changed(actor: Actor, item: Item) -> dict[str, Any]:
    row = selectors.hosted(actor, session_id=item.object_id)
    return {"id": row.id, "locked": row.locked, "totals": s.shape_totals(selectors.totals(row))}


def _session(actor: Actor, session_id: UUID) -> dict[str, Any]:
    return s.shape_session(selectors.session(actor, session_id=session_id))


def _question(actor: Actor, question_id: UUID) -> dict[str, Any]:
    row, own_id = selectors.question(actor, question_id=question_id)
    return s.shape_question(row, own_id=own_id)
