"""What a session of today does to the order of the inbox."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from portal.kernel import agenda, clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.events import ThreadRanked
from portal.messaging.models import Thread


@action
def place_by_sessions(actor: Actor, *, patient_ids: Collection[UUID] | None = None) -> int:
    """Puts threads that wait for an answer where the patient's session of today wants them: of some patients,
    or of all (None). Idempotent; a thread whose place stays is left alone. Returns how many moved.

    Allowed: the system. Publishes ThreadRanked to the team. Raises NotFound.
    """
    if not actor.is_system:
        raise NotFound
    waiting = Thread.objects.filter(state="open", waiting_since__isnull=False)
    if patient_ids is not None:
        waiting = waiting.filter(patient_id__in=patient_ids)
    rows = list(waiting.select_related("program"))
    wanted = _today(rows)
    wrong = [row.id for row in rows if row.session_at != wanted.get(row.patient_id)]
    moving = waiting.filter(id__in=wrong).order_by("id").select_for_update(of=("self",))
    moved = 0
    for thread in moving:
        thread.session_at = wanted.get(thread.patient_id)
        save(thread, "session_at")
        note(actor, "messaging.place", thread)
        event = ThreadRanked(object_id=thread.id, patient_id=thread.patient_id, program_id=thread.program_id)
        tell(event, thread, team_only=True)
        moved += 1
    return moved


def _today(rows: Sequence[Thread]) -> dict[UUID, datetime]:
    """By patient, the next session that has not begun, where it is today on the program's wall."""
    zones = {row.patient_id: row.program.timezone for row in rows}
    starts, now = agenda.next_starts(zones), clock.now()
    return {
        patient_id: at
        for patient_id, at in starts.items()
        if clock.local(at, zones[patient_id]).date() == clock.local(now, zones[patient_id]).date()
    }
