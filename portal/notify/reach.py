"""How a patient can be reached, for their team: which ways are open, and what became of the last notices.
Never what a notice was about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal import audit
from portal.access.matrix import Permission
from portal.accounts.models import Account
from portal.kernel.actor import Actor
from portal.notify import preferences, stops
from portal.notify.models import Notice, Preferences, PushDevice
from portal.programs import selectors as programs

_SHOWN = 20


@dataclass(frozen=True)
class Reach:
    """`wishes` None: the patient has no account yet. `dead`: when each device was found to be gone (UTC)."""

    wishes: Preferences | None
    devices: int
    dead: list[datetime]
    has_number: bool
    stopped: bool
    notices: list[Notice]


def of_patient(actor: Actor, *, patient_id: UUID) -> Reach:
    """Allowed: the patient, the care team, the lead. Audited. Raises NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.REMINDER_READ)
    audit.read(
        actor, "notify.reach", object_type="patient", object_id=patient.id, patient_id=patient.id,
        program_id=patient.program_id,
    )  # fmt: skip
    if patient.account_id is None:
        return Reach(None, 0, [], False, False, [])
    number = Account.objects.values_list("phone", flat=True).get(id=patient.account_id)
    died = PushDevice.objects.filter(account_id=patient.account_id).values_list("dead_at", flat=True)
    dead = [at for at in died if at is not None]
    gone = Notice.objects.filter(account_id=patient.account_id).exclude(state="withdrawn")
    return Reach(
        wishes=preferences.of(patient.account_id),
        devices=len(died) - len(dead),
        dead=sorted(dead),
        has_number=bool(number),
        stopped=bool(number) and stops.holds(number),
        notices=list(gone.exclude(state="pending", attempts=0).order_by("-due_at", "-id")[:_SHOWN]),
    )
