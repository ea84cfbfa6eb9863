"""Reads for an administrator's (and a lead's) desk: settings, posts, patients and where they stand.

Names, addresses and levels of care only: nothing that a patient or a clinician wrote is read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import joining, logic, selectors
from portal.programs.joining import State
from portal.programs.models import (
    CareTeamMember,
    Enrolment,
    Holiday,
    Patient,
    Program,
    Staff,
    TeamHours,
    Track,
)


@dataclass(frozen=True)
class Setting:
    program: Program
    tracks: list[Track]
    hours: list[TeamHours]
    holidays: list[Holiday]
    may_change: bool


@dataclass(frozen=True)
class Post:
    """`teams`: how many care teams it is on now."""

    staff: Staff
    state: State
    teams: int


@dataclass(frozen=True)
class Place:
    patient: Patient
    state: State
    enrolment: Enrolment | None


@dataclass(frozen=True)
class Admission:
    """One patient at the desk: `choices` are the posts that can still join the team."""

    place: Place
    members: list[CareTeamMember]
    choices: list[Staff]
    tracks: list[Track]


def programs(actor: Actor) -> list[Program]:
    """The programs in which the actor works."""
    return list(selectors.programs(actor))


def setting(actor: Actor, *, program_id: UUID) -> Setting:
    """How a program is set. Allowed: who works in it. Raises NotFound."""
    program = selectors.program(actor, program_id=program_id)
    rows = Holiday.objects.filter(program=program).order_by("date")
    return Setting(
        program,
        list(selectors.tracks(actor, program_id=program_id)),
        list(TeamHours.objects.filter(program=program).order_by("weekday")),
        list(rows),
        policy.can(actor, Permission.PROGRAM_MANAGE, program_id=program_id),
    )


def posts(actor: Actor, *, program_id: UUID) -> list[Post]:
    """Everyone who works or worked in a program. Allowed: its administrator. Raises NotFound."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.STAFF_MANAGE)
    on_team = Count("memberships", filter=Q(memberships__ends_at=None))
    rows = list(Staff.objects.filter(program=program).annotate(teams=on_team).order_by("name", "id"))
    audit.read(
        actor,
        "staff.list",
        object_type="program",
        object_id=program.id,
        program_id=program.id,
        count=len(rows),
    )
    states = joining.states(rows, purpose="staff")
    return [Post(row, states[row.id], row.teams) for row in rows]


def post(actor: Actor, *, staff_id: UUID) -> Post:
    """One post, as it stands after a change of it. Allowed: the administrator. Raises NotFound."""
    rule = policy.programs_for(actor, Permission.STAFF_MANAGE)
    staff = Staff.objects.filter(rule, id=staff_id).first()
    if staff is None:
        raise NotFound
    teams = CareTeamMember.objects.filter(staff=staff, ends_at=None).count()
    return Post(staff, joining.states([staff], purpose="staff")[staff.id], teams)


def patients(actor: Actor, *, program_id: UUID, name: str = "") -> "QuerySet[Patient]":
    """The patients of a program, or those whose folded name holds `name`. Allowed: lead, administrator."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.PATIENT_MANAGE)
    rows = selectors.patients(actor, permission=Permission.PATIENT_MANAGE).filter(program=program)
    wanted = logic.fold(name)
    return rows.filter(sort_name__contains=wanted) if wanted else rows


def places(actor: Actor, *, program_id: UUID, patients: Iterable[Patient]) -> list[Place]:
    """These patients of a list with state and level; this read of the list is audited here."""
    rows = list(patients)
    rule = policy.patients_for(actor, Permission.PATIENT_MANAGE)
    found = Enrolment.objects.filter(rule, patient__in=rows, ends_on=None).select_related("track")
    levels = {row.patient_id: row for row in found}
    audit.read(
        actor, "patients.list", object_type="program", object_id=program_id, program_id=program_id,
        count=len(rows),
    )  # fmt: skip
    states = joining.states(rows, purpose="patient")
    return [Place(row, states[row.id], levels.get(row.id)) for row in rows]


def admission(actor: Actor, *, patient_id: UUID) -> Admission:
    """One patient at the desk. Allowed: lead, administrator. Raises NotFound."""
    patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.PATIENT_MANAGE)
    audit.read(
        actor, "patients.admission", object_type="patient", object_id=patient.id, patient_id=patient.id,
        program_id=patient.program_id,
    )  # fmt: skip
    members = list(selectors.care_team(actor, patient_id=patient_id))
    there = [member.staff_id for member in members]
    choices = selectors.staff_of(actor, program_id=patient.program_id)
    state = joining.states([patient], purpose="patient")[patient.id]
    return Admission(
        Place(patient, state, selectors.enrolment(actor, patient_id=patient_id)),
        members,
        list(choices.exclude(id__in=there).exclude(role="administrator")),
        list(selectors.tracks(actor, program_id=patient.program_id).filter(is_active=True)),
    )
