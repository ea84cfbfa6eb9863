"""Making and stopping the secret address of a calendar feed."""

import secrets

from portal import audit
from portal.access.matrix import Permission
from portal.calendar import logic
from portal.calendar.models import CalendarLink
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.transaction import action
from portal.programs import selectors as programs
from portal.programs.models import Patient


@action
def make_link(actor: Actor) -> str:
    """A new secret, which is told this once; one that was in use stops. Allowed: the patient. Raises
    NotFound."""
    patient = _mine(actor)
    _end(actor, patient)
    secret = secrets.token_urlsafe(32)
    row = CalendarLink.objects.create(
        patient=patient, program_id=patient.program_id, secret_hash=logic.digest(secret), made_at=clock.now()
    )
    _note(actor, "calendar.make_link", row)
    return secret


@action
def stop_link(actor: Actor) -> None:
    """The address answers "gone" from now on; again changes nothing. Allowed: the patient. Raises
    NotFound."""
    _end(actor, _mine(actor))


def _mine(actor: Actor) -> Patient:
    own = programs.own_patient(actor)
    return programs.patient(actor, patient_id=own.id, permission=Permission.CALENDAR_MANAGE, lock=True)


def _end(actor: Actor, patient: Patient) -> None:
    for row in CalendarLink.objects.filter(patient=patient, ended_at=None):
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        _note(actor, "calendar.stop_link", row)


def _note(actor: Actor, verb: str, row: CalendarLink) -> None:
    audit.record(
        actor, verb, object_type="calendar_link", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id,
    )  # fmt: skip
