"""Reads for the pages of patients and teams: who they are, where they stand, who cares for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.programs import logic, selectors
from portal.programs.models import CareTeamMember, Enrolment, Patient, TeamHours


@dataclass(frozen=True)
class Card:
    """`week_number` counts weeks of the program since admission, from 1."""

    patient: Patient
    enrolment: Enrolment | None
    week_number: int


@dataclass(frozen=True)
class Team:
    patient: Patient
    members: list[CareTeamMember]
    hours: list[TeamHours]


def find_patients(actor: Actor, *, name: str = "") -> "QuerySet[Patient]":
    """The actor's patients who have not left, or those whose folded name holds `name`, left or not."""
    rows = selectors.patients(actor)
    wanted = logic.fold(name)
    return rows.filter(sort_name__contains=wanted) if wanted else rows.filter(discharged_on=None)


def open_enrolments(actor: Actor, *, patients: Iterable[Patient]) -> dict[UUID, Enrolment]:
    """The open enrolment of each of these patients, for a list; this read of the list is audited here."""
    shown = list(patients)
    rule = policy.patients_for(actor, Permission.PATIENT_READ)
    rows = Enrolment.objects.filter(rule, patient__in=shown, ends_on=None).select_related("track")
    for program_id in sorted({row.program_id for row in shown}):
        count = sum(row.program_id == program_id for row in shown)
        audit.read(actor, "patients.list", object_type="patient", program_id=program_id, count=count)
    return {row.patient_id: row for row in rows}


def card(actor: Actor, *, patient_id: UUID) -> Card:
    """One patient with the open enrolment. Raises NotFound."""
    row = selectors.patient(actor, patient_id=patient_id)
    _read(actor, "patients.card", row)
    today = clock.local(clock.now(), row.program.timezone).date()
    week_number = logic.week_number(today, since=row.admitted_on, starts_on=row.program.week_starts_on)
    return Card(row, selectors.enrolment(actor, patient_id=patient_id), week_number)


def team(actor: Actor, *, patient_id: UUID) -> Team:
    """The care team now, and the hours in which it answers. Raises NotFound."""
    row = selectors.patient(actor, patient_id=patient_id, permission=Permission.TEAM_READ)
    _read(actor, "team.read", row)
    hours = TeamHours.objects.filter(program_id=row.program_id).order_by("weekday")
    return Team(row, list(selectors.care_team(actor, patient_id=patient_id)), list(hours))


def steps_of(actor: Actor, *, patient_id: UUID) -> list[Enrolment]:
    """Every enrolment of a patient, in order. Raises NotFound."""
    row = selectors.patient(actor, patient_id=patient_id)
    _read(actor, "patients.enrolments", row)
    return list(selectors.enrolments(actor, patient_id=patient_id).select_related("track"))


def reader_of(actor: Actor, *, patient_id: UUID, team: bool = False) -> Patient:
    """The patient, for somebody who may know of them (or of their team). Raises NotFound."""
    permission = Permission.TEAM_READ if team else Permission.PATIENT_READ
    return selectors.patient(actor, patient_id=patient_id, permission=permission)


def _read(actor: Actor, verb: str, row: Patient) -> None:
    audit.read(
        actor, verb, object_type="patient", object_id=row.id, patient_id=row.id, program_id=row.program_id
    )
