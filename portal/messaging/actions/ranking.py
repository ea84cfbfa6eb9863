"""How far up the team's inbox a patient's threads stand because of open alerts."""

from collections.abc import Mapping
from uuid import UUID

from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.messaging import selectors
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.events import ThreadRanked
from portal.messaging.models import Thread


@action
def rank_threads(
    actor: Actor, *, patient_id: UUID, everywhere: int, by_thread: Mapping[UUID, int]
) -> list[Thread]:
    """Sets `risk` (0 to 3) of the patient's open threads: `everywhere`, or more for single ones.

    Allowed: the system. Publishes ThreadRanked to the team for each thread that moved, and returns these;
    the same again changes nothing. Raises NotFound.
    """
    if not actor.is_system:
        raise NotFound
    moved = []
    for thread in selectors.open_threads(actor, patient_id=patient_id, lock=True):
        risk = max(everywhere, by_thread.get(thread.id, 0))
        if thread.risk == risk:
            continue
        thread.risk = risk
        save(thread, "risk")
        note(actor, "messaging.rank", thread)
        event = ThreadRanked(object_id=thread.id, patient_id=thread.patient_id, program_id=thread.program_id)
        tell(event, thread, team_only=True)
        moved.append(thread)
    return moved
