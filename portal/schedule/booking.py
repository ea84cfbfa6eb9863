"""Who belongs into which session: private steps that several actions share. They run in the caller's
transaction and know no rule of who may."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from portal.access import policy
from portal.access.matrix import Permission
from portal.outbox import publish
from portal.programs.models import Enrolment, Holiday
from portal.schedule import logic
from portal.schedule.events import WeekChanged
from portal.schedule.models import Booking, Series, Session


def expand(series: Series, *, until: date) -> list[Session]:
    """Makes the sessions of the pattern up to a day (it belongs to it) that are not there yet."""
    last = min(until, series.until) if series.until else until
    closed = set(Holiday.objects.filter(program_id=series.program_id).values_list("date", flat=True))
    there = set(Session.objects.filter(series=series).values_list("pattern_on", flat=True))
    days = [
        day
        for day in logic.pattern_days(series.weekdays, series.starts_on, last, skip=closed)
        if day not in there
    ]
    return Session.objects.bulk_create([_session(series, day) for day in days])


def _session(series: Series, day: date) -> Session:
    starts_at, ends_at = logic.instants(day, series.wall_time, series.minutes, series.timezone)
    return Session(
        series=series, program_id=series.program_id, leader_id=series.leader_id, pattern_on=day, on=day,
        wall_time=series.wall_time, minutes=series.minutes, place=series.place, online=series.online,
        starts_at=starts_at, ends_at=ends_at,
    )  # fmt: skip


def fill(series: Series, sessions: Iterable[Session]) -> set[UUID]:
    """Books everyone whom the pattern means into these sessions; again does nothing. Returns who is new."""
    enrolled = _enrolled(series)
    wanted = [
        Booking(patient_id=patient_id, program_id=series.program_id, session=each, starts_at=each.starts_at)
        for each in sessions
        for patient_id in _meant(series, each, enrolled)
    ]
    there = set(
        Booking.objects.filter(session__in=[row.session_id for row in wanted]).values_list(
            "session_id", "patient_id"
        )
    )
    new = [row for row in wanted if (row.session_id, row.patient_id) not in there]
    Booking.objects.bulk_create(new, ignore_conflicts=True)
    return {row.patient_id for row in new}


def _enrolled(series: Series) -> list[Enrolment]:
    if series.patient_id is not None or series.track_id is None:
        return []
    return list(Enrolment.objects.filter(track_id=series.track_id, patient__discharged_on=None))


def _meant(series: Series, each: Session, enrolled: list[Enrolment]) -> set[UUID]:
    if series.patient_id is not None:
        return {series.patient_id}
    return {row.patient_id for row in enrolled if _fits(series, each.pattern_on, row)}


def _fits(series: Series, day: date, row: Enrolment) -> bool:
    return logic.fits(
        day=day, level=row.level, weekdays=row.weekdays, starts_on=row.starts_on, ends_on=row.ends_on,
        levels=series.levels,
    )  # fmt: skip


def free(patient_id: UUID, *, after: date) -> int:
    """Takes a patient out of coming group sessions that their enrolment no longer means."""
    enrolled = list(Enrolment.objects.filter(patient_id=patient_id))
    rows = Booking.objects.filter(
        Q(says=""), patient_id=patient_id, state="planned", session__on__gt=after,
        session__series__patient=None,
    )  # fmt: skip
    gone = [
        row.id
        for row in rows.select_related("session__series")
        if not any(
            each.track_id == row.session.series.track_id
            and _fits(row.session.series, row.session.pattern_on, each)
            for each in enrolled
        )
    ]
    Booking.objects.filter(id__in=gone).delete()
    return len(gone)


def tell_week(patient_ids: Iterable[UUID], program_id: UUID) -> None:
    for patient_id in sorted(patient_ids):
        to = policy.who_can(Permission.SCHEDULE_READ, patient_id=patient_id, program_id=program_id)
        publish(
            WeekChanged(object_id=patient_id, patient_id=patient_id, program_id=program_id), recipients=to
        )


def horizon(from_day: date, weeks: int) -> date:
    return from_day + timedelta(weeks=weeks)
