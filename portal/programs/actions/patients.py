"""Changes to patients, their enrolment and their care team."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from portal import audit
from portal.access import grants, policy
from portal.access.matrix import Basis, Permission
from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.programs import logic, selectors
from portal.programs.events import EnrolmentChanged, PatientAdmitted, PatientRenamed, TeamChanged
from portal.programs.models import LEVELS, CareTeamMember, Enrolment, Patient, Staff, Track


@action
def admit_patient(
    actor: Actor,
    *,
    program_id: UUID,
    preferred_name: str,
    full_name: str,
    admitted_on: date,
    email: str = "",
    pronouns: str = "",
    language: str = "en",
    timezone: str = "",
    birth_date: date | None = None,
) -> Patient:
    """Opens a patient's record in a program. Allowed: lead, administrator. Publishes PatientAdmitted.

    `admitted_on` is a day in the program's time zone. Raises NotFound.
    """
    return open_record(
        actor,
        program_id=program_id,
        preferred_name=preferred_name,
        full_name=full_name,
        admitted_on=admitted_on,
        email=email,
        pronouns=pronouns,
        language=language,
        timezone=timezone,
        birth_date=birth_date,
    )


def open_record(
    actor: Actor,
    *,
    program_id: UUID,
    preferred_name: str,
    full_name: str,
    admitted_on: date,
    email: str = "",
    pronouns: str = "",
    language: str = "en",
    timezone: str = "",
    birth_date: date | None = None,
) -> Patient:
    """The same inside somebody's transaction."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.PATIENT_MANAGE)
    patient = Patient.objects.create(
        program=program,
        preferred_name=preferred_name,
        full_name=full_name,
        admitted_on=admitted_on,
        email=email.strip().lower(),
        pronouns=pronouns,
        language=language,
        timezone=timezone or program.timezone,
        birth_date=birth_date,
        sort_name=logic.fold(full_name),
    )
    _note(actor, "patients.admit", patient)
    to = policy.who_can_in_program(Permission.PATIENT_MANAGE, program_id=program.id)
    event = PatientAdmitted(object_id=patient.id, patient_id=patient.id, program_id=program.id)
    publish(event, recipients=to)
    return patient


@action
def link_account(actor: Actor, *, patient_id: UUID, account_id: UUID) -> Patient:
    """Gives an account its own record: on acceptance of the patient's invitation. Allowed: the system."""
    return link_patient(actor, patient_id=patient_id, account_id=account_id)


def link_patient(actor: Actor, *, patient_id: UUID, account_id: UUID) -> Patient:
    """The same inside the transaction of an acceptance."""
    if not actor.is_system:
        raise NotFound
    patient = selectors.patient(actor, patient_id=patient_id, lock=True)
    elsewhere = Patient.objects.filter(account_id=account_id).exclude(id=patient.id)
    if patient.account_id not in (None, account_id) or elsewhere.exists():
        raise Conflict("programs.already_linked")
    patient.account_id = account_id
    patient.save(update_fields=["account"])
    grants.give(account_id=account_id, basis=Basis.SELF, patient_id=patient.id)
    _note(actor, "patients.link_account", patient)
    return patient


@action
def take_profile(actor: Actor, *, account_id: UUID, name: bool, pronouns: bool) -> None:
    """Takes the name that a patient uses, or the pronouns, over from the account; each only where the person
    changed it, so that an empty field of the account blanks nothing. Allowed: the system.

    Publishes PatientRenamed. Nothing for an account that is no patient's, or the second time.
    """
    if not actor.is_system:
        raise NotFound
    patient = Patient.objects.select_for_update().filter(account_id=account_id).first()
    if patient is None:
        return
    account = Account.objects.get(id=account_id)
    wanted = (
        (name and account.preferred_name) or patient.preferred_name,  # nobody is without a name
        account.pronouns if pronouns else patient.pronouns,
    )
    if wanted == (patient.preferred_name, patient.pronouns):
        return
    patient.preferred_name, patient.pronouns = wanted
    patient.save(update_fields=["preferred_name", "pronouns"])
    _note(actor, "patients.take_profile", patient)
    to = policy.who_can(Permission.PATIENT_READ, patient_id=patient.id, program_id=patient.program_id)
    event = PatientRenamed(object_id=patient.id, patient_id=patient.id, program_id=patient.program_id)
    publish(event, recipients=to)


@action
def change_enrolment(
    actor: Actor,
    *,
    patient_id: UUID,
    level: str,
    starts_on: date,
    track_id: UUID | None = None,
    weekdays: Sequence[int] = (),
    prescribed_minutes: int | None = None,
    minimum_minutes: int | None = None,
) -> Enrolment:
    """Moves a patient to a level of care from a day on; the one before ends the day before it.

    Allowed: lead, administrator. Minutes are a week's. Publishes EnrolmentChanged. Raises Invalid,
    NotFound. Defaults: Medicare's IOP and PHP hours (42 CFR 410.44).
    """
    return move_to_level(
        actor,
        patient_id=patient_id,
        level=level,
        starts_on=starts_on,
        track_id=track_id,
        weekdays=weekdays,
        prescribed_minutes=prescribed_minutes,
        minimum_minutes=minimum_minutes,
    )


def move_to_level(
    actor: Actor,
    *,
    patient_id: UUID,
    level: str,
    starts_on: date,
    track_id: UUID | None = None,
    weekdays: Sequence[int] = (),
    prescribed_minutes: int | None = None,
    minimum_minutes: int | None = None,
) -> Enrolment:
    """The same inside somebody's transaction."""
    patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.PATIENT_MANAGE, lock=True)
    if level not in LEVELS:
        raise Invalid("/level", "programs.unknown_level")
    if any(day not in range(7) for day in weekdays):
        raise Invalid("/weekdays", "programs.unknown_weekday")
    if track_id is not None and not Track.objects.filter(id=track_id, program_id=patient.program_id).exists():
        raise Invalid("/track_id", "programs.unknown_track")
    before = Enrolment.objects.filter(patient=patient, ends_on=None).first()
    if before and before.starts_on >= starts_on:
        raise Invalid("/starts_on", "programs.starts_too_early")
    Enrolment.objects.filter(patient=patient, ends_on=None).update(ends_on=starts_on - timedelta(days=1))
    if minimum_minutes is None:
        minimum_minutes = logic.default_minimum(level, patient.program.minimum_hours)
    enrolment = Enrolment.objects.create(
        patient=patient,
        program_id=patient.program_id,
        level=level,
        track_id=track_id,
        weekdays=sorted(set(weekdays)),
        prescribed_minutes=prescribed_minutes or logic.default_minutes(level),
        minimum_minutes=minimum_minutes,
        starts_on=starts_on,
    )
    _note(actor, "patients.change_enrolment", patient)
    to = policy.who_can(Permission.PATIENT_READ, patient_id=patient.id, program_id=patient.program_id)
    event = EnrolmentChanged(object_id=enrolment.id, patient_id=patient.id, program_id=patient.program_id)
    publish(event, recipients=to)
    return enrolment


@action
def assign_to_team(actor: Actor, *, patient_id: UUID, staff_id: UUID) -> CareTeamMember:
    """Puts a member of staff on a patient's care team, from now. Allowed: lead, administrator.

    Publishes TeamChanged. Raises Conflict when already on it, NotFound.
    """
    return put_on_team(actor, patient_id=patient_id, staff_id=staff_id)


def put_on_team(actor: Actor, *, patient_id: UUID, staff_id: UUID) -> CareTeamMember:
    """The same inside somebody's transaction."""
    patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.TEAM_MANAGE, lock=True)
    staff = Staff.objects.filter(id=staff_id, program_id=patient.program_id, ended_at=None).first()
    if staff is None or staff.role == "administrator":
        raise NotFound
    if CareTeamMember.objects.filter(patient=patient, staff=staff, ends_at=None).exists():
        raise Conflict("programs.already_on_team")
    member = CareTeamMember.objects.create(
        patient=patient, program_id=patient.program_id, staff=staff, starts_at=clock.now()
    )
    if staff.account_id:
        grants.give(account_id=staff.account_id, basis=Basis.TEAM, patient_id=patient.id)
    _team_changed(actor, "team.assign", patient, staff)
    return member


@action
def remove_from_team(actor: Actor, *, patient_id: UUID, staff_id: UUID) -> None:
    """Ends a membership now; the next request of that person already knows. Allowed: lead, administrator."""
    patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.TEAM_MANAGE, lock=True)
    members = CareTeamMember.objects.filter(patient=patient, staff_id=staff_id, ends_at=None)
    member = members.select_related("staff").first()
    if member is None:
        raise NotFound
    member.ends_at = clock.now()
    member.save(update_fields=["ends_at"])
    if member.staff.account_id:
        grants.end(account_id=member.staff.account_id, basis=Basis.TEAM, patient_id=patient.id)
    _team_changed(actor, "team.remove", patient, member.staff)


def _team_changed(actor: Actor, verb: str, patient: Patient, staff: Staff) -> None:
    _note(actor, verb, patient, staff.id)
    to = policy.who_can(Permission.TEAM_READ, patient_id=patient.id, program_id=patient.program_id)
    event = TeamChanged(
        object_id=patient.id, patient_id=patient.id, program_id=patient.program_id, staff_id=staff.id
    )
    publish(event, recipients=to)


def _note(actor: Actor, verb: str, patient: Patient, object_id: UUID | None = None) -> None:
    audit.record(
        actor,
        verb,
        object_type="patient",
        object_id=object_id or patient.id,
        patient_id=patient.id,
        program_id=patient.program_id,
    )


def keep_address(patient: Patient, email: str) -> None:
    """The address to which a patient is invited, inside somebody's transaction. Raises Invalid for none."""
    address = email.strip().lower() or patient.email
    if not address:
        raise Invalid("/email", "errors.field.required")
    if address != patient.email:
        patient.email = address
        patient.save(update_fields=["email"])
