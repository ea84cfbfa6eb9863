"""Reads of check-ins. Each takes an actor, starts at the access rule, and is audited."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.checkins import logic
from portal.checkins.models import CheckIn, Targets
from portal.checkins.targets import DEFAULT
from portal.kernel import clock, crypto
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import selectors as programs
from portal.programs.models import Patient


@dataclass(frozen=True)
class Day:
    """What stands for a day, and what was saved for it before, newest first."""

    row: CheckIn
    earlier: list[CheckIn]


@dataclass(frozen=True)
class Asked:
    """The targets of a card. `version` 0: nobody has chosen yet, and the usual one is asked."""

    patient_id: UUID
    keys: list[str]
    version: int


@dataclass(frozen=True)
class Card:
    """A patient's card and the days on which there is a check-in, newest first; other days are not named."""

    today: date
    asked: Asked
    days: list[Day]


def card(actor: Actor, *, patient_id: UUID, days: int) -> Card:
    """The last `days` days up to today on the patient's own calendar, today among them. Six queries.

    Allowed: the patient, the team, the lead. Raises NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CHECKIN_READ)
    today = logic.today_in(zone_of(patient), clock.now())
    found = _standing(_there().filter(patient=patient, day__gt=today - timedelta(days=days)))
    _read(actor, "checkins.read", "checkins", patient.id, patient, len(found))
    return Card(today, asked_of(patient.id), found)


def day(actor: Actor, *, checkin_id: UUID) -> Day | None:
    """What stands now for the day of one saving; None where all of it was taken back. Raises NotFound."""
    row = policy.one(actor, Permission.CHECKIN_READ, CheckIn.objects.all(), id=checkin_id)
    _read(actor, "checkins.read_day", "check_in", row.id, row, 1)
    return next(iter(_standing(_there().filter(patient_id=row.patient_id, day=row.day))), None)


def checkin(actor: Actor, *, checkin_id: UUID) -> CheckIn:
    """One saving; of one taken back the words are gone and `taken_back_at` stands. Raises NotFound."""
    row = policy.one(actor, Permission.CHECKIN_READ, CheckIn.objects.all(), id=checkin_id)
    _read(actor, "checkins.read_day", "check_in", row.id, row, 1)
    return row


def targets(actor: Actor, *, patient_id: UUID) -> Asked:
    """What the card asks. Allowed: as for `card`. Raises NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CHECKIN_READ)
    _read(actor, "checkins.read_targets", "checkins", patient.id, patient, 1)
    return asked_of(patient.id)


def notes(actor: Actor, *, checkin_ids: Collection[UUID]) -> list[CheckIn]:
    """Those of these savings that still hold words, in two queries. Allowed: the system, which audits what
    it reads them for."""
    if not actor.is_system:
        raise NotFound
    rows = list(_there().filter(id__in=checkin_ids).order_by("id"))
    crypto.fetch({row.patient_id for row in rows})
    return [row for row in rows if row.note]


def zone_of(patient: Patient) -> str:
    """The zone that the patient's own phone goes by."""
    return patient.account.timezone if patient.account else patient.timezone


def asked_of(patient_id: UUID) -> Asked:
    row = Targets.objects.filter(patient_id=patient_id).first()
    return Asked(patient_id, list(row.keys if row else DEFAULT), row.version if row else 0)


def before(row: CheckIn) -> list[CheckIn]:
    """What was saved for the same day before it, newest first."""
    rows = _there().filter(patient_id=row.patient_id, day=row.day, written_at__lte=row.written_at)
    return list(rows.exclude(id=row.id).order_by("-written_at", "-logged_at", "-id"))


def _there() -> "QuerySet[CheckIn]":
    return CheckIn.objects.filter(taken_back_at=None)


def _standing(rows: "QuerySet[CheckIn]") -> list[Day]:
    newest: Iterable[CheckIn] = rows.order_by("-day", "-written_at", "-logged_at", "-id")
    found = []
    for _, saved in groupby(newest, key=attrgetter("day")):
        row, *earlier = saved
        found.append(Day(row, earlier))
    return found


def _read(actor: Actor, verb: str, kind: str, object_id: UUID, of: Patient | CheckIn, count: int) -> None:
    patient_id = of.id if isinstance(of, Patient) else of.patient_id
    audit.read(
        actor, verb, object_type=kind, object_id=object_id, patient_id=patient_id,
        program_id=of.program_id, count=count,
    )  # fmt: skip
