"""What patients say before a session, and what the leader marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.schedule import logic
from portal.schedule.events import AttendanceMarked, LateReported
from portal.schedule.models import ATTENDANCE, SAYS, Booking, Session

# A door opens early: marking begins half an hour before the start.
MARK_BEFORE = timedelta(minutes=30)


@dataclass(frozen=True)
class Mark:
    """One line of a day sheet. `minutes` is what the leader wrote, or None for the usual of the state."""

    patient_id: UUID
    state: str
    minutes: int | None = None


@action
def report_late(
    actor: Actor, *, session_id: UUID, says: str, minutes: int | None = None, reason: str = ""
) -> Booking:
    """A patient says "running late" or "can't come", or takes it back with "". Allowed: the patient.

    Saying it again replaces it. The leader's open day sheet shows it at once. Publishes LateReported.
    Raises Invalid, Refused (the session is over or was cancelled), NotFound.
    """
    if says not in SAYS:
        raise Invalid("/says", "sessions.unknown_word")
    if minutes is not None and not 1 <= minutes <= 240:
        raise Invalid("/minutes", "sessions.late_minutes", least=1, most=240)
    rows = Booking.objects.select_related("session__series__track", "session__leader")
    row = policy.one(actor, Permission.SCHEDULE_REPORT, rows, lock=True, session_id=session_id)
    if row.session.state == "cancelled" or row.session.ends_at <= clock.now():
        raise Refused("sessions.session_over")
    row.says = says
    row.late_minutes = minutes if says == "late" else None
    row.reason = reason.strip() or None if says else None
    row.said_at = clock.now() if says else None
    row.save(update_fields=["says", "late_minutes", "reason", "said_at"])
    _note(actor, "schedule.report_late", row)
    _tell(LateReported, row)
    return row


@action
def mark_attendance(actor: Actor, *, session_id: UUID, marks: Sequence[Mark]) -> list[Booking]:
    """Marks some or all people of a session; the same again changes nothing, another mark corrects.

    Allowed: their care team (a group's leader is on it) and the lead. "planned" takes a mark back.
    Minutes follow from the mark where none are given, and never pass the session's length. Publishes
    AttendanceMarked for each. Raises Invalid, Refused (too early, or cancelled), NotFound (one of
    them is not the actor's: then none is marked).
    """
    if not marks or len({mark.patient_id for mark in marks}) != len(marks):
        raise Invalid("/marks", "sessions.mark_once")
    rule = policy.patients_for(actor, Permission.ATTENDANCE_MARK)
    rows = Booking.objects.select_for_update(of=("self",)).filter(rule, session_id=session_id)
    held = {
        row.patient_id: row
        for row in rows.select_related("session__series__track", "session__leader", "patient").order_by("id")
    }
    if any(mark.patient_id not in held for mark in marks):
        raise NotFound
    _check_time(next(iter(held.values())).session)
    for number, mark in enumerate(marks):
        if mark.state not in ATTENDANCE:
            raise Invalid(f"/marks/{number}/state", "sessions.unknown_mark")
        _mark(actor, held[mark.patient_id], mark)
    return [held[mark.patient_id] for mark in marks]


def _check_time(session: Session) -> None:
    if session.state == "cancelled":
        raise Refused("sessions.session_over")
    if clock.now() < session.starts_at - MARK_BEFORE:
        raise Refused("sessions.too_early_to_mark")


def _mark(actor: Actor, row: Booking, mark: Mark) -> None:
    planned = mark.state == "planned"
    row.minutes = (
        None
        if planned
        else logic.minutes_attended(
            mark.state, length=row.session.minutes, given=mark.minutes, late_by=row.late_minutes
        )
    )
    row.state = mark.state
    row.marked_by = None if planned else actor.account_id
    row.marked_at = None if planned else clock.now()
    row.save(update_fields=["state", "minutes", "marked_by", "marked_at"])
    _note(actor, "schedule.mark_attendance", row)
    _tell(AttendanceMarked, row)


def _note(actor: Actor, verb: str, row: Booking) -> None:
    audit.record(
        actor, verb, object_type="booking", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id,
    )  # fmt: skip


def _tell(event: type[LateReported] | type[AttendanceMarked], row: Booking) -> None:
    to = policy.who_can(Permission.ATTENDANCE_READ, patient_id=row.patient_id, program_id=row.program_id)
    publish(
        event(
            object_id=row.id, patient_id=row.patient_id, program_id=row.program_id, session_id=row.session_id
        ),
        recipients=to,
    )
