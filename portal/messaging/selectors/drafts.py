"""What somebody has begun to write: their own alone, wherever they sign in."""

from uuid import UUID

from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging.logic import TOPICS
from portal.messaging.models import Draft
from portal.messaging.selectors.threads import author_side, person, thread
from portal.programs import selectors as programs
from portal.programs.models import Patient


def patient_of_place(actor: Actor, *, place: str) -> Patient:
    """Whose record a draft at this place belongs to; NotFound where the actor could not write there."""
    kind, _, name = place.partition(".")
    if kind == "topic" and name in TOPICS:
        return programs.own_patient(actor)
    try:
        thread_id = UUID(name)
    except ValueError:
        raise NotFound from None
    if kind not in ("thread", "note") or str(thread_id) != name:
        raise NotFound
    if kind == "note":
        return thread(actor, thread_id=thread_id, permission=Permission.NOTE_WRITE).patient
    found = thread(actor, thread_id=thread_id)
    author_side(actor, found)
    return found.patient


def draft(actor: Actor, *, place: str) -> Draft | None:
    """The actor's own draft at "topic.<topic>", "thread.<id>" or "note.<id>", or None.

    Own words: no audit entry.
    """
    patient = patient_of_place(actor, place=place)
    return Draft.objects.filter(account_id=person(actor), patient=patient, place=place).first()
