"""Keeps the demo's today alive: whenever it is started, Maya's page has a session that is now or next."""

from datetime import timedelta
from uuid import uuid4

from portal.demo.cast import SETUP
from portal.demo.data_files import read
from portal.demo.live_sessions import deck_id, quarter_after
from portal.demo.people import account_of
from portal.demo.sessions import link_of
from portal.kernel import clock
from portal.live import actions as live
from portal.live.models import LiveSession
from portal.programs.models import Patient, Staff
from portal.schedule import actions
from portal.schedule.models import Booking

# A session that ends sooner than this no longer counts.
_ENDS_SOON = timedelta(minutes=15)


def freshen() -> None:
    """Safe to call at every start; what is there already is left alone."""
    _talk()
    _family_session()


def _talk() -> None:
    data = read("sessions")["always"]
    account = account_of(data["patient"])
    patient = Patient.objects.select_related("program").filter(account=account).first() if account else None
    if patient is None:
        return
    now, zone = clock.now(), patient.program.timezone
    today = clock.local(now, zone).date()
    rows = Booking.objects.filter(patient=patient, session__on=today, session__ends_at__gt=now + _ENDS_SOON)
    if rows.exclude(session__state="cancelled").exists():
        return
    soon = clock.local(now + timedelta(minutes=data["starts_in_minutes"]), zone)
    starts = soon.replace(second=0, microsecond=0)
    leader = Staff.objects.filter(
        account=account_of(data["leader"]), program=patient.program, ended_at=None
    ).earliest("started_on", "id")
    actions.create_series(
        SETUP, program_id=patient.program_id, kind=data["kind"], title=data["title"], leader_id=leader.id,
        weekdays=[starts.weekday()], wall_time=starts.time(), minutes=data["minutes"],
        starts_on=starts.date(), until=starts.date(), patient_id=patient.id, online=True,
        link=link_of("talk"), weeks_ahead=1,
    )  # fmt: skip


def _family_session() -> None:
    """Where no family session is left for the next day, one begins soon."""
    now = clock.now()
    near = LiveSession.objects.exclude(state="ended").filter(
        starts_at__gt=now - timedelta(minutes=30), starts_at__lt=now + timedelta(days=1)
    )
    data = next(row for row in read("sessions")["family_sessions"] if "starts_in_minutes" in row)
    host = Staff.objects.filter(account=account_of(data["host"]), ended_at=None).order_by("id").first()
    if near.exists() or host is None:
        return
    live.plan_session(
        SETUP, key=uuid4(), program_id=host.program_id, deck_id=deck_id(data["deck"]), title=data["title"],
        starts_at=quarter_after(now, data["starts_in_minutes"]), minutes=data["minutes"],
        capacity=data["capacity"], host_id=host.id,
    )  # fmt: skip
