"""What is made at an administrator's desk over the wire: under a key, so that a bad network makes nothing
twice, and a person together with the invitation, so that nobody is left added and never asked in.

Each returns the row and whether this call made it. The same key again gives the same row.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.accounts import inviting
from portal.accounts.acceptance import Subject
from portal.kernel import idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, NotFound
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.programs import selectors
from portal.programs.actions import patients, setup
from portal.programs.events import ProgramChanged
from portal.programs.models import CareTeamMember, Enrolment, Holiday, Patient, Program, Staff, Track


@action
def new_program(
    actor: Actor, *, key: UUID, name: str, timezone: str, minimum_hours: int = 9
) -> tuple[Program, bool]:
    """`create_program` under a key. Allowed: whoever administers one of the clinic's programs."""
    use = idempotency.use(actor, key=key, body={"program": name, "timezone": timezone})
    if use.object_id:
        return selectors.program(actor, program_id=use.object_id), False
    program = setup.open_program(actor, name=name, timezone=timezone, minimum_hours=minimum_hours)
    use.made(program.id)
    return program, True


@action
def new_track(
    actor: Actor, *, key: UUID, program_id: UUID, name: str, part_of_day: str, capacity: int = 12
) -> tuple[Track, bool]:
    """`add_track` under a key. Allowed: the program's administrator. Raises Conflict, NotFound."""
    use = idempotency.use(actor, key=key, body={"track": name, "program": program_id})
    if use.object_id:
        found = selectors.tracks(actor, program_id=program_id).filter(id=use.object_id).first()
        if found is None:
            raise NotFound
        return found, False
    track = setup.open_track(
        actor, program_id=program_id, name=name, part_of_day=part_of_day, capacity=capacity
    )
    use.made(track.id)
    return track, True


@action
def new_holiday(actor: Actor, *, key: UUID, program_id: UUID, on: date, name: str) -> tuple[Holiday, bool]:
    """A day on which the team does not answer. Allowed: the program's administrator.

    `on` is a day in the program's time zone. Publishes ProgramChanged. Raises Conflict, NotFound.
    """
    program = selectors.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    use = idempotency.use(actor, key=key, body={"holiday": name, "on": on, "program": program_id})
    if use.object_id:
        return Holiday.objects.get(id=use.object_id, program=program), False
    if Holiday.objects.filter(program=program, date=on).exists():
        raise Conflict("programs.holiday_exists")
    holiday = Holiday.objects.create(program=program, date=on, name=name)
    use.made(holiday.id)
    _holidays_changed(actor, "programs.add_holiday", program)
    return holiday, True


@action
def remove_holiday(actor: Actor, *, program_id: UUID, holiday_id: UUID) -> None:
    """The team answers on that day again. Allowed: the program's administrator. Raises NotFound."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    if not Holiday.objects.filter(id=holiday_id, program=program).delete()[0]:
        raise NotFound
    _holidays_changed(actor, "programs.remove_holiday", program)


@action
def hire(
    actor: Actor, *, key: UUID, program_id: UUID, role: str, name: str, email: str, language: str = "en"
) -> tuple[Staff, bool]:
    """A post and its invitation by mail. Allowed: the program's administrator, for others than oneself.

    Publishes StaffChanged, InvitationMade. Raises Invalid, Conflict, Refused, NotFound.
    """
    use = idempotency.use(actor, key=key, body={"staff": email, "role": role, "program": program_id})
    if use.object_id:
        program = selectors.program(actor, program_id=program_id, permission=Permission.STAFF_MANAGE)
        return Staff.objects.get(id=use.object_id, program=program), False
    staff = setup.open_post(actor, program_id=program_id, role=role, name=name, email=email)
    inviting.open_invitation(
        actor,
        purpose="staff",
        object_id=staff.id,
        email=staff.email,
        name=name,
        language=language,
        second_factor=True,
        subject=Subject(program_id=program_id),
    )
    use.made(staff.id)
    return staff, True


@action
def admit(
    actor: Actor,
    *,
    key: UUID,
    program_id: UUID,
    preferred_name: str,
    full_name: str,
    admitted_on: date,
    email: str = "",
    language: str = "en",
    birth_date: date | None = None,
) -> tuple[Patient, bool]:
    """A patient's record and, where an address is given, the invitation. Allowed: lead, administrator.

    `admitted_on` is a day in the program's zone. Publishes PatientAdmitted, InvitationMade. Raises NotFound.
    """
    use = idempotency.use(actor, key=key, body={"patient": full_name, "email": email, "program": program_id})
    if use.object_id:
        found = selectors.patient(actor, patient_id=use.object_id, permission=Permission.PATIENT_MANAGE)
        return found, False
    patient = patients.open_record(
        actor,
        program_id=program_id,
        preferred_name=preferred_name,
        full_name=full_name,
        admitted_on=admitted_on,
        email=email,
        language=language,
        birth_date=birth_date,
    )
    if patient.email:
        inviting.open_invitation(
            actor,
            purpose="patient",
            object_id=patient.id,
            email=patient.email,
            name=preferred_name,
            language=language,
            subject=Subject(patient_id=patient.id, program_id=program_id),
        )
    use.made(patient.id)
    return patient, True


@action
def invite_staff(actor: Actor, *, staff_id: UUID) -> Staff:
    """Sends the invitation of a post again; the one before it is over. Allowed: the administrator.

    Publishes InvitationMade. Raises Conflict for a post that has its account, NotFound.
    """
    rule = policy.programs_for(actor, Permission.STAFF_MANAGE)
    staff = Staff.objects.select_for_update().filter(rule, id=staff_id, ended_at=None).first()
    if staff is None:
        raise NotFound
    if staff.account_id is not None or not staff.email:
        raise Conflict("programs.already_linked")
    inviting.open_invitation(
        actor,
        purpose="staff",
        object_id=staff.id,
        email=staff.email,
        name=staff.name,
        language="en",
        second_factor=True,
        subject=Subject(program_id=staff.program_id),
    )
    return staff


@action
def invite_patient(actor: Actor, *, patient_id: UUID, email: str = "") -> Patient:
    """Invites a patient, or once more, and to another address where one is given: the record keeps it.

    Allowed: lead, administrator. Publishes InvitationMade. Raises Invalid without any address, Conflict
    for a patient who has an account, NotFound.
    """
    patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.PATIENT_MANAGE, lock=True)
    if patient.account_id is not None:
        raise Conflict("programs.already_linked")
    patients.keep_address(patient, email)
    inviting.open_invitation(
        actor,
        purpose="patient",
        object_id=patient.id,
        email=patient.email,
        name=patient.preferred_name,
        language=patient.language,
        subject=Subject(patient_id=patient.id, program_id=patient.program_id),
    )
    return patient


@action
def enrol(
    actor: Actor,
    *,
    key: UUID,
    patient_id: UUID,
    level: str,
    starts_on: date,
    track_id: UUID | None = None,
    weekdays: Sequence[int] = (),
    prescribed_minutes: int | None = None,
) -> tuple[Enrolment, bool]:
    """`change_enrolment` under a key. Allowed: lead, administrator. Raises Invalid, NotFound."""
    use = idempotency.use(actor, key=key, body={"level": level, "on": starts_on, "patient": patient_id})
    if use.object_id:
        return selectors.enrolments(actor, patient_id=patient_id).get(id=use.object_id), False
    enrolment = patients.move_to_level(
        actor,
        patient_id=patient_id,
        level=level,
        starts_on=starts_on,
        track_id=track_id,
        weekdays=weekdays,
        prescribed_minutes=prescribed_minutes,
    )
    use.made(enrolment.id)
    return enrolment, True


@action
def join_team(actor: Actor, *, key: UUID, patient_id: UUID, staff_id: UUID) -> tuple[CareTeamMember, bool]:
    """`assign_to_team` under a key. Allowed: lead, administrator. Raises Conflict, NotFound."""
    use = idempotency.use(actor, key=key, body={"staff": staff_id, "patient": patient_id})
    if use.object_id:
        patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.TEAM_MANAGE)
        return CareTeamMember.objects.get(id=use.object_id, patient=patient), False
    member = patients.put_on_team(actor, patient_id=patient_id, staff_id=staff_id)
    use.made(member.id)
    return member, True


def _holidays_changed(actor: Actor, verb: str, program: Program) -> None:
    audit.record(actor, verb, object_type="program", object_id=program.id, program_id=program.id)
    to = policy.who_can_in_program(Permission.PROGRAM_READ, program_id=program.id)
    publish(ProgramChanged(object_id=program.id, program_id=program.id), recipients=to)
