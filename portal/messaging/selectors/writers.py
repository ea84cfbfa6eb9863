"""Who writes on a thread at this moment, and who may know it. Nothing of it is kept or audited: it carries no
word of anybody, and is over in seconds."""

from dataclasses import dataclass
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.messaging.selectors.threads import author_side, thread
from portal.outbox.passing import Word

# Each side is seen by those who may write on the other one: the patient alone sees the team, and who may
# answer sees the patient. No relative, and nobody who only reads by break-glass.
TYPING_SEEN_BY = {
    "messaging.team_writes": Permission.MESSAGE_SEND,
    "messaging.patient_writes": Permission.MESSAGE_ANSWER,
}


@dataclass(frozen=True)
class Writer:
    """`seen_by`: the accounts that may see it now; asked again where it arrives."""

    word: Word
    seen_by: list[UUID]


def writer(actor: Actor, *, thread_id: UUID) -> Writer:
    """That the actor writes here, for the patient's side or the team's.

    Allowed: who may write on the thread. Raises NotFound.
    """
    row = thread(actor, thread_id=thread_id)
    kind = "messaging.team_writes" if author_side(actor, row) else "messaging.patient_writes"
    over = {"patient_id": row.patient_id, "program_id": row.program_id}
    return Writer(Word(kind, row.id, **over), policy.who_can(TYPING_SEEN_BY[kind], **over))
