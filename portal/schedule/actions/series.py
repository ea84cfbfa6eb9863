"""Making series, keeping their sessions some weeks ahead, and booking by enrolment."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from uuid import UUID
from zoneinfo import available_timezones

from portal import audit
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound
from portal.kernel.transaction import action
from portal.programs import selectors as programs
from portal.programs.models import Holiday, Patient, Program, Staff, Track
from portal.schedule import booking, logic, selectors
from portal.schedule.models import KINDS, Series, Session

WEEKS_AHEAD = 6


@action
def create_series(
    actor: Actor,
    *,
    program_id: UUID,
    kind: str,
    title: Mapping[str, str],
    leader_id: UUID,
    weekdays: Sequence[int],
    wall_time: time,
    minutes: int,
    starts_on: date,
    until: date | None = None,
    track_id: UUID | None = None,
    patient_id: UUID | None = None,
    levels: Sequence[str] = (),
    online: bool = False,
    link: str = "",
    place: Mapping[str, str] | None = None,
    timezone: str = "",
    weeks_ahead: int = WEEKS_AHEAD,
) -> Series:
    """A pattern of sessions, its dates up to some weeks ahead, and the bookings that follow.

    Allowed: lead, administrator. `wall_time` is on the wall of `timezone` (the program's where empty);
    `title` and `place` are by language. Holidays get no session. Publishes WeekChanged to each patient.
    Raises Invalid, NotFound.
    """
    program = programs.program(actor, program_id=program_id, permission=Permission.SCHEDULE_MANAGE)
    zone = timezone or program.timezone
    _check(kind=kind, title=title, weekdays=weekdays, minutes=minutes, zone=zone, link=link)
    _check_places(program, leader_id=leader_id, track_id=track_id, patient_id=patient_id)
    series = Series.objects.create(
        program=program, track_id=track_id, patient_id=patient_id, kind=kind, title=dict(title),
        leader_id=leader_id, place=dict(place or {}), online=online, link=link,
        weekdays=sorted(set(weekdays)), levels=list(levels), wall_time=wall_time, minutes=minutes,
        timezone=zone, starts_on=starts_on, until=until,
    )  # fmt: skip
    today = selectors.local_day(program)
    made = booking.expand(series, until=booking.horizon(max(today, starts_on), weeks_ahead))
    new = booking.fill(series, made)
    audit.record(
        actor, "schedule.create_series", object_type="series", object_id=series.id,
        patient_id=patient_id, program_id=program.id, count=len(made),
    )  # fmt: skip
    booking.tell_week(new, program.id)
    return series


def _check(
    *, kind: str, title: Mapping[str, str], weekdays: Sequence[int], minutes: int, zone: str, link: str
) -> None:
    if kind not in KINDS:
        raise Invalid("/kind", "sessions.unknown_kind")
    if not title.get("en", "").strip():
        raise Invalid("/title/en", "errors.field.blank")
    if not weekdays or any(day not in range(7) for day in weekdays):
        raise Invalid("/weekdays", "sessions.unknown_weekday")
    if not 10 <= minutes <= 480:
        raise Invalid("/minutes", "sessions.length", least=10, most=480)
    if zone not in available_timezones():
        raise Invalid("/timezone", "sessions.unknown_zone")
    if link and not link.startswith("https://"):
        raise Invalid("/link", "sessions.link_https")


def _check_places(
    program: Program, *, leader_id: UUID, track_id: UUID | None, patient_id: UUID | None
) -> None:
    """Leader, track and patient are of this program; a series is for one patient or for one track."""
    if not Staff.objects.filter(id=leader_id, program=program, ended_at=None).exists():
        raise Invalid("/leader_id", "sessions.unknown_leader")
    if (track_id is None) == (patient_id is None):
        raise Invalid("/track_id", "sessions.track_or_patient")
    if track_id is not None and not Track.objects.filter(id=track_id, program=program).exists():
        raise Invalid("/track_id", "programs.unknown_track")
    if patient_id is not None and not Patient.objects.filter(id=patient_id, program=program).exists():
        raise NotFound


@action
def extend_all(actor: Actor, *, weeks_ahead: int = WEEKS_AHEAD) -> int:
    """Keeps every running series some weeks ahead. Allowed: the system, once a day; again does nothing.

    Also recomputes the instants of coming sessions (a law can change a zone's rules) and cancels planned
    sessions on days that have become holidays. Publishes WeekChanged. Returns how many sessions are new.
    """
    if not actor.is_system:
        raise NotFound
    made = 0
    for program in Program.objects.filter(is_active=True):
        today = selectors.local_day(program)
        changed = _keep_true(program, today)
        for series in Series.objects.select_for_update().filter(program=program):
            if series.until and series.until < today:
                continue
            sessions = booking.expand(series, until=booking.horizon(today, weeks_ahead))
            changed |= booking.fill(series, sessions)
            made += len(sessions)
        booking.tell_week(changed, program.id)
    audit.record(actor, "schedule.extend", object_type="series", count=made)
    return made


def _keep_true(program: Program, today: date) -> set[UUID]:
    """Coming sessions stay on their wall time, and off holidays. Returns whose weeks changed."""
    closed = set(Holiday.objects.filter(program=program).values_list("date", flat=True))
    changed: set[UUID] = set()
    rows = Session.objects.select_for_update(of=("self",)).filter(program=program, on__gt=today)
    for row in rows.exclude(state="cancelled").select_related("series"):
        starts_at, ends_at = logic.instants(row.on, row.wall_time, row.minutes, row.series.timezone)
        off = row.on in closed and row.state == "planned"
        if not off and (row.starts_at, row.ends_at) == (starts_at, ends_at):
            continue
        row.starts_at, row.ends_at = starts_at, ends_at
        row.state = "cancelled" if off else row.state
        row.version += 1
        row.save(update_fields=["starts_at", "ends_at", "state", "version"])
        row.bookings.update(starts_at=starts_at)
        changed |= set(row.bookings.values_list("patient_id", flat=True))
    return changed


@action
def book_by_enrolment(actor: Actor, *, patient_id: UUID) -> int:
    """Brings a patient's coming group sessions in line with level, track and days. Allowed: the system,
    after a change of enrolment; again does nothing. Publishes WeekChanged. Returns how many changed."""
    if not actor.is_system:
        raise NotFound
    patient = programs.patient(actor, patient_id=patient_id, lock=True)
    today = selectors.local_day(patient.program)
    changed = booking.free(patient.id, after=today)
    for series in Series.objects.filter(program_id=patient.program_id, patient=None):
        sessions = Session.objects.filter(series=series, on__gte=today).exclude(state="cancelled")
        changed += len(booking.fill(series, sessions))
    if changed:
        audit.record(
            actor, "schedule.book", object_type="patient", object_id=patient.id,
            patient_id=patient.id, program_id=patient.program_id, count=changed,
        )  # fmt: skip
        booking.tell_week({patient.id}, patient.program_id)
    return changed
