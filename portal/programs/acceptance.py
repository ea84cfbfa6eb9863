"""What an accepted invitation of a patient or of a member of staff gives. Registered when the apps load."""

from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.accounts import acceptance
from portal.accounts.acceptance import Subject
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import selectors
from portal.programs.actions.patients import link_patient
from portal.programs.actions.setup import link_post
from portal.programs.models import Staff

_SYSTEM = Actor.system("programs.acceptance")


def may_invite_patient(actor: Actor, patient_id: UUID) -> Subject:
    """Allowed: lead, administrator."""
    patient = selectors.patient(actor, patient_id=patient_id, permission=Permission.PATIENT_MANAGE)
    return Subject(patient_id=patient.id, program_id=patient.program_id)


def accept_patient(patient_id: UUID, account_id: UUID) -> Subject:
    patient = link_patient(_SYSTEM, patient_id=patient_id, account_id=account_id)
    return Subject(patient_id=patient.id, program_id=patient.program_id)


def may_invite_staff(actor: Actor, staff_id: UUID) -> Subject:
    """Allowed: administrator."""
    staff = Staff.objects.filter(id=staff_id, ended_at=None).first()
    if staff is None:
        raise NotFound
    policy.require(actor, Permission.STAFF_MANAGE, program_id=staff.program_id)
    return Subject(program_id=staff.program_id)


def accept_staff(staff_id: UUID, account_id: UUID) -> Subject:
    staff = link_post(_SYSTEM, staff_id=staff_id, account_id=account_id)
    return Subject(program_id=staff.program_id)


def register() -> None:
    acceptance.register("patient", may_invite=may_invite_patient, link=accept_patient)
    acceptance.register("staff", may_invite=may_invite_staff, link=accept_staff)
