"""Numbering what happens in a room, and telling it: shared by the actions, inside their transaction."""

from uuid import UUID

from portal import audit
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.live import selectors
from portal.live.events import RegistrationChanged, TotalsChanged
from portal.live.models import LiveSession, LogEntry, Question
from portal.outbox import publish


def log(row: LiveSession, kind: str, *, slide: int | None = None, question: Question | None = None) -> int:
    """The next number of the room. The caller holds the session's row lock and saves `last_seq`."""
    row.last_seq += 1
    LogEntry.objects.create(
        session=row, seq=row.last_seq, kind=kind, slide=slide, question=question, at=clock.now()
    )
    return row.last_seq


def tell_host_totals(row: LiveSession) -> None:
    to = selectors.hosts(row)
    if to:
        publish(TotalsChanged(object_id=row.id, program_id=row.program_id), recipients=to)


def tell_place(row: LiveSession, account_id: UUID) -> None:
    publish(RegistrationChanged(object_id=row.id), recipients=[account_id])


def note(actor: Actor, verb: str, row: LiveSession, object_id: UUID | None = None) -> None:
    audit.record(
        actor,
        verb,
        object_type="live_session",
        object_id=object_id or row.id,
        program_id=row.program_id,
    )
