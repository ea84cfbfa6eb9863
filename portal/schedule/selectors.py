"""Reads of the week. Each takes an actor and starts at the access rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, due
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import logic as weeks
from portal.programs import selectors as programs
from portal.programs.models import Enrolment, Patient, Program
from portal.schedule import logic
from portal.schedule.models import Booking, Session

_WITH = ("session__series__track", "session__leader")


@dataclass(frozen=True)
class Week:
    """`hours` is None and `whole` False for those who may see when and where, but not how it went."""

    patient: Patient
    first: date
    last: date
    bookings: list[Booking]
    whole: bool
    hours: logic.Hours | None


@dataclass(frozen=True)
class Today:
    """`now` runs at this instant, `coming` follows within the next days, soonest first."""

    patient: Patient
    at: datetime
    on: date
    now: Booking | None
    coming: list[Booking]
    hours: logic.Hours
    due: list[due.Due]
    week_number: int


def local_day(program: Program, at: datetime | None = None) -> date:
    """The calendar day on the program's wall."""
    return clock.local(at or clock.now(), program.timezone).date()


def bookings(
    actor: Actor, *, patient_id: UUID, since: datetime, until: datetime, permission: Permission
) -> "QuerySet[Booking]":
    """A patient's sessions that start in [since, until), in order. Under the rule, but not audited."""
    rows = Booking.objects.filter(
        policy.patients_for(actor, permission), patient_id=patient_id,
        starts_at__gte=since, starts_at__lt=until,
    )  # fmt: skip
    return rows.select_related(*_WITH).order_by("starts_at", "id")


def booking(actor: Actor, *, booking_id: UUID) -> tuple[Booking, bool]:
    """One patient's place in one session, and whether the actor may see attendance. Raises NotFound."""
    rows = Booking.objects.select_related(*_WITH, "patient")
    row = policy.one(actor, Permission.SCHEDULE_READ, rows, id=booking_id)
    audit.read(
        actor, "schedule.booking", object_type="booking", object_id=row.id,
        patient_id=row.patient_id, program_id=row.program_id,
    )  # fmt: skip
    whole = policy.can(
        actor, Permission.ATTENDANCE_READ, patient_id=row.patient_id, program_id=row.program_id
    )
    return row, whole


def reader_of(actor: Actor, *, patient_id: UUID) -> Patient:
    """The patient, for somebody who may read the week. Raises NotFound."""
    return programs.patient(actor, patient_id=patient_id, permission=Permission.SCHEDULE_READ)


def week(actor: Actor, *, patient_id: UUID, start: date | None = None) -> Week:
    """The program week that holds `start` (a local day; the present one where it is empty).

    A relative with the scope "schedule" gets the sessions, without attendance and hours. Raises NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.SCHEDULE_READ)
    program = patient.program
    day = start or local_day(program)
    first = weeks.week_of(day, program.week_starts_on)
    last = first + timedelta(days=6)
    since, until = logic.bounds(first, program.timezone)
    found = list(
        bookings(actor, patient_id=patient_id, since=since, until=until, permission=Permission.SCHEDULE_READ)
    )
    whole = policy.can(
        actor, Permission.ATTENDANCE_READ, patient_id=patient.id, program_id=patient.program_id
    )
    hours = _hours(found, _in_force(patient.id, local_day(program), first, last)) if whole else None
    audit.read(
        actor, "schedule.week", object_type="week", object_id=first.isoformat(),
        patient_id=patient.id, program_id=patient.program_id, count=len(found),
    )  # fmt: skip
    return Week(patient, first, last, found, whole, hours)


def today(actor: Actor, *, patient_id: UUID) -> Today:
    """Everything that Today shows. Allowed: who reads attendance. Raises NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.ATTENDANCE_READ)
    program = patient.program
    at = clock.now()
    on = local_day(program, at)
    first = weeks.week_of(on, program.week_starts_on)
    since, week_end = logic.bounds(first, program.timezone)
    # A week ahead of now, so that on Saturday the next session is Monday's.
    until = max(week_end, at + timedelta(days=7))
    found = list(
        bookings(
            actor, patient_id=patient_id, since=since, until=until, permission=Permission.ATTENDANCE_READ
        )
    )
    this_week = [row for row in found if row.starts_at < week_end]
    running, coming = _now_and_next(found, at)
    audit.read(
        actor, "schedule.today", object_type="today", object_id=on.isoformat(),
        patient_id=patient.id, program_id=patient.program_id, count=len(found),
    )  # fmt: skip
    return Today(
        patient=patient, at=at, on=on, now=running, coming=coming[:3],
        hours=_hours(this_week, _in_force(patient.id, on, first, first + timedelta(days=6))),
        due=due.of_patient(actor, patient.id),
        week_number=weeks.week_number(
            on, since=patient.admitted_on, starts_on=program.week_starts_on
        ),
    )  # fmt: skip


def _now_and_next(found: Iterable[Booking], at: datetime) -> tuple[Booking | None, list[Booking]]:
    open_ones = {row.session: row for row in found if row.session.state != "cancelled"}
    running, coming = logic.now_and_next(list(open_ones), at)
    return (open_ones[running] if running else None), [open_ones[each] for each in coming]


def _in_force(patient_id: UUID, today_on: date, first: date, last: date) -> Enrolment | None:
    """The enrolment that counts for a week: today's in the present week, else that of the week's end."""
    on = today_on if first <= today_on <= last else last
    held = Q(ends_on=None) | Q(ends_on__gte=on)
    return Enrolment.objects.filter(held, patient_id=patient_id, starts_on__lte=on).last()


def _hours(found: Iterable[Booking], enrolment: Enrolment | None) -> logic.Hours:
    held = [row for row in found if row.session.state != "cancelled"]
    return logic.hours(
        (row.session.minutes for row in held),
        (row.minutes for row in held),
        prescribed=enrolment.prescribed_minutes if enrolment else 0,
        minimum=enrolment.minimum_minutes if enrolment else 0,
    )


@dataclass(frozen=True)
class Sheet:
    """One session of a day with those whom the reader may mark. `leads`: the reader leads the session or the
    program, and so may tell everyone in it something; known where one session is read."""

    session: Session
    bookings: list[Booking]
    leads: bool = False


def day_sheet(actor: Actor, *, on: date | None = None) -> list[Sheet]:
    """The sessions of a day with the patients whom the actor may mark, in order of time.

    `on` is a day on each program's own wall. A leader of a group is on the care team of those in it, so
    this is their whole group; somebody else sees their own patients only. Empty for everyone else.
    """
    rule = policy.patients_for(actor, Permission.ATTENDANCE_MARK)
    rows = Booking.objects.filter(rule).select_related(*_WITH, "patient")
    wanted = Q(session__on=on) if on else _today_anywhere(rows)
    found = list(rows.filter(wanted).order_by("starts_at", "session_id", "patient__sort_name", "id"))
    sheets: dict[UUID, Sheet] = {}
    for row in found:
        sheets.setdefault(row.session_id, Sheet(row.session, [])).bookings.append(row)
    for program_id in sorted({row.program_id for row in found}):
        audit.read(
            actor, "schedule.day_sheet", object_type="day_sheet", program_id=program_id,
            count=sum(row.program_id == program_id for row in found),
        )  # fmt: skip
    return list(sheets.values())


def _today_anywhere(rows: "QuerySet[Booking]") -> Q:
    programs_of = Program.objects.filter(id__in=rows.values("program_id"))
    wanted = Q(pk__in=[])
    for program in programs_of:
        wanted |= Q(program=program, session__on=local_day(program))
    return wanted


def last_absences(patient_ids: Iterable[UUID], *, before: datetime, days: int = 7) -> dict[UUID, date]:
    """The latest day of the last week on which each was absent. For rows that the caller may read."""
    rows = Booking.objects.filter(
        patient_id__in=list(patient_ids), state="absent",
        starts_at__lt=before, starts_at__gte=before - timedelta(days=days),
    )  # fmt: skip
    return {row.patient_id: row.session.on for row in rows.select_related("session").order_by("starts_at")}


def session_for_marking(actor: Actor, *, session_id: UUID) -> Sheet:
    """One session with those whom the actor may mark. NotFound where that is nobody."""
    rule = policy.patients_for(actor, Permission.ATTENDANCE_MARK)
    rows = Booking.objects.filter(rule, session_id=session_id).select_related(*_WITH, "patient")
    found = list(rows.order_by("patient__sort_name", "id"))
    if not found:
        raise NotFound
    audit.read(
        actor, "schedule.day_sheet", object_type="session", object_id=session_id,
        program_id=found[0].program_id, count=len(found),
    )  # fmt: skip
    session = found[0].session
    leads = session.leader.account_id == actor.account_id or policy.can(
        actor, Permission.SCHEDULE_MANAGE, program_id=session.program_id
    )
    return Sheet(session, found, leads)
