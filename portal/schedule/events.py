"""What happened to the week. One event for each patient: no recipient learns of another."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SessionChanged(Event):
    """Moved or cancelled. `object_id` is the patient's booking."""

    kind: ClassVar[str] = "schedule.session_changed"
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class LateReported(Event):
    """A patient said that they are late or cannot come, or took it back. `object_id` is the booking."""

    kind: ClassVar[str] = "schedule.late_reported"
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class AttendanceMarked(Event):
    """`object_id` is the booking."""

    kind: ClassVar[str] = "schedule.attendance_marked"
    session_id: UUID


@dataclass(frozen=True, kw_only=True)
class WeekChanged(Event):
    """Sessions were added to or taken from a patient's weeks. `object_id` is the patient."""

    kind: ClassVar[str] = "schedule.week_changed"
