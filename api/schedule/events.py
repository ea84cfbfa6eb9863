"""What comes down of the week, rendered with the rights of the moment."""

from typing import Any

from api.realtime.registry import frame
from api.schedule import serializers as s
from portal.kernel.actor import Actor
from portal.outbox import Item
from portal.schedule import selectors


@frame("schedule.session_changed", s.BookingSerializer)
def session_changed(actor: Actor, item: Item) -> dict[str, Any]:
    return _booking(actor, item)


@frame("schedule.late_reported", s.BookingSerializer)
def late_reported(actor: Actor, item: Item) -> dict[str, Any]:
    return _booking(actor, item)


@frame("schedule.attendance_marked", s.BookingSerializer)
def attendance_marked(actor: Actor, item: Item) -> dict[str, Any]:
    return _booking(actor, item)


@frame("schedule.week_changed", s.WeekChangedSerializer)
def week_changed(actor: Actor, item: Item) -> dict[str, Any]:
    """Says only that the week is to be fetched again."""
    return {"patient_id": selectors.reader_of(actor, patient_id=item.object_id).id}


def _booking(actor: Actor, item: Item) -> dict[str, Any]:
    row, whole = selectors.booking(actor, booking_id=item.object_id)
    return s.shape_booking(row, whole=whole)
