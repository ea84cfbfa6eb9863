"""A week for the cast: the evening group on every day, with both patients of the first program in it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from portal.kernel import clock
from portal.programs import actions as programs
from portal.schedule import actions
from portal.schedule.models import Booking, Series, Session
from tests.world import SETUP, World

EVERY_DAY = range(7)


def enrol(world: World, who: str = "patient", *, level: str = "iop3", **fields: Any) -> None:
    patient = getattr(world, who)
    given: dict[str, Any] = {"track_id": world.track.id, "weekdays": EVERY_DAY} | fields
    programs.change_enrolment(
        SETUP, patient_id=patient.id, level=level, starts_on=clock.now().date() - timedelta(days=20), **given
    )


def series(world: World, **fields: Any) -> Series:
    given: dict[str, Any] = {
        "program_id": world.program.id, "kind": "group",
        "title": {"en": "Skills group", "es": "Grupo de habilidades"},
        "leader_id": world.staff["therapist"].id, "weekdays": EVERY_DAY, "wall_time": time(17),
        "minutes": 90, "starts_on": clock.now().date(), "online": True, "track_id": world.track.id,
        "weeks_ahead": 1,
    }  # fmt: skip
    return actions.create_series(SETUP, **(given | fields))


def add(world: World) -> None:
    """Both patients of the first program in one group that meets every evening."""
    enrol(world, "patient")
    enrol(world, "neighbour")
    series(world)


def next_session(world: World) -> Session:
    """The next session of the first patient that has not begun."""
    rows = Session.objects.filter(starts_at__gt=clock.now(), bookings__patient=world.patient)
    return rows.order_by("starts_at")[0]


def booked(world: World, session: Session, who: str = "patient") -> Booking:
    return Booking.objects.get(session=session, patient=getattr(world, who))


def at(text: str) -> datetime:
    """An instant for the clock: "2027-03-12 20:00" is UTC."""
    return datetime.fromisoformat(f"{text}+00:00")


def day(text: str) -> date:
    return date.fromisoformat(text)
