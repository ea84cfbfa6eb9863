"""Reads of programs, staff, patients, teams. Each takes an actor and starts at the access rule."""

from uuid import UUID

from django.db.models import Q, QuerySet

from portal.access import grants, policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs.models import CareTeamMember, Clinic, Enrolment, Patient, Program, Staff, Track


def patient(
    actor: Actor, *, patient_id: UUID, permission: Permission = Permission.PATIENT_READ, lock: bool = False
) -> Patient:
    """One patient over whom the actor has the permission, else NotFound."""
    rows = Patient.objects.select_related("program")
    return policy.one(actor, permission, rows, lock=lock, patient="id", id=patient_id)


def own_patient(actor: Actor) -> Patient:
    """The patient that the actor is, else NotFound."""
    found = Patient.objects.select_related("program").filter(account_id=actor.me).first()
    if found is None:
        raise NotFound
    return found


def name_for_relative(actor: Actor, *, patient_id: UUID) -> str:
    """The preferred name of somebody who shares something with this account, else NotFound."""
    if actor.account_id is None or not any(
        grant.patient_id == patient_id for grant in grants.family_of(actor.account_id)
    ):
        raise NotFound
    return Patient.objects.values_list("preferred_name", flat=True).get(id=patient_id)


def patients(actor: Actor, *, permission: Permission = Permission.PATIENT_READ) -> "QuerySet[Patient]":
    rule = policy.patients_for(actor, permission, patient="id")
    return Patient.objects.filter(rule).select_related("program").order_by("sort_name", "id")


def program(
    actor: Actor, *, program_id: UUID, permission: Permission = Permission.PROGRAM_READ, lock: bool = False
) -> Program:
    rows = Program.objects.filter(policy.programs_for(actor, permission, program="id"), id=program_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotFound
    return found


def programs(actor: Actor, *, permission: Permission = Permission.PROGRAM_READ) -> "QuerySet[Program]":
    return Program.objects.filter(policy.programs_for(actor, permission, program="id")).order_by("name")


def tracks(actor: Actor, *, program_id: UUID) -> "QuerySet[Track]":
    rule = policy.programs_for(actor, Permission.PROGRAM_READ)
    return Track.objects.filter(rule, program_id=program_id).order_by("name")


def staff_of(actor: Actor, *, program_id: UUID) -> "QuerySet[Staff]":
    rule = policy.programs_for(actor, Permission.PROGRAM_READ)
    return Staff.objects.filter(rule, program_id=program_id, ended_at=None).order_by("name", "id")


def posts_of(account_id: UUID) -> "QuerySet[Staff]":
    """The open posts of an account: for signing words with name and role."""
    return Staff.objects.filter(account_id=account_id, ended_at=None).order_by("started_on", "id")


def care_team(actor: Actor, *, patient_id: UUID) -> "QuerySet[CareTeamMember]":
    """Who is on the team now."""
    now = clock.now()
    rule = policy.patients_for(actor, Permission.TEAM_READ)
    open_now = Q(ends_at=None) | Q(ends_at__gt=now)
    rows = CareTeamMember.objects.filter(rule, open_now, patient_id=patient_id, starts_at__lte=now)
    return rows.select_related("staff").order_by("starts_at", "id")


def enrolment(actor: Actor, *, patient_id: UUID) -> Enrolment | None:
    """The open enrolment."""
    rule = policy.patients_for(actor, Permission.PATIENT_READ)
    found = Enrolment.objects.filter(rule, patient_id=patient_id, ends_on=None)
    return found.select_related("track").first()


def enrolments(actor: Actor, *, patient_id: UUID) -> "QuerySet[Enrolment]":
    rule = policy.patients_for(actor, Permission.PATIENT_READ)
    return Enrolment.objects.filter(rule, patient_id=patient_id).order_by("starts_on", "id")


def region() -> str:
    """The clinic's region, for public crisis numbers; "US" before the clinic is set up."""
    found = Clinic.objects.values_list("region", flat=True).first()
    return found or "US"


def crisis_program(actor: Actor) -> Program | None:
    """The program whose own line is shown: the person's own, else the first. Public numbers, no rule."""
    active = Program.objects.filter(is_active=True).exclude(crisis_phone="")
    if actor.account_id is not None:
        own = active.filter(patients__account_id=actor.account_id).first()
        if own:
            return own
    return active.order_by("name", "id").first()
