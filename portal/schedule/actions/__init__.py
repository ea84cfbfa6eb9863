"""Changes of this domain, by subject: `series`, `sessions`, `attendance`."""

from portal.schedule.actions.attendance import Mark, mark_attendance, report_late
from portal.schedule.actions.series import book_by_enrolment, create_series, extend_all
from portal.schedule.actions.sessions import cancel_session, move_session

__all__ = [
    "Mark",
    "book_by_enrolment",
    "cancel_session",
    "create_series",
    "extend_all",
    "mark_attendance",
    "move_session",
    "report_late",
]
