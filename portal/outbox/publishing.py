"""Writing an event beside the change that it reports."""

import json
import logging
from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from portal.kernel import clock
from portal.kernel.events import Event
from portal.outbox import registry, relay, wakes
from portal.outbox.sql import PUBLISH

log = logging.getLogger(__name__)


class NoTransaction(RuntimeError):
    """An event outside a transaction could be told without its change, or the other way round."""


class TextInEvent(TypeError):
    """Events carry ids, numbers and flags. Text could be what a person wrote."""


class _Push:
    """Relays this transaction's own items right after its commit.

    Losing it is harmless: the sweep finds what nobody numbered.
    """

    def __init__(self) -> None:
        self.event_ids: list[int] = []

    def __call__(self) -> None:
        try:
            relay.relay_items(self.event_ids)
        except DatabaseError as error:
            log.warning(
                "outbox push left to the sweep events=%s error=%s", self.event_ids, type(error).__name__
            )


def publish(event: Event, *, recipients: Iterable[UUID]) -> int | None:
    """Stores the event, its recipients and its due reactions in one statement of the open transaction.

    Returns the event's id, or None where an event with the same dedupe key was published before.
    Raises NoTransaction, TextInEvent.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"{event.kind} was published outside a transaction.")
    data = _ids_only(event)
    with connection.cursor() as cursor:
        cursor.execute(
            PUBLISH,
            {
                "kind": event.kind,
                "object_id": event.object_id,
                "patient_id": event.patient_id,
                "program_id": event.program_id,
                "data": json.dumps(data),
                "at": clock.now(),
                "dedupe_key": event.dedupe_key,
                "recipients": sorted(set(recipients)),
                "handlers": registry.names_for(event.kind, data),
            },
        )
        row = cursor.fetchone()
    if row is None:
        return None
    _push_after_commit().event_ids.append(row[0])
    return int(row[0])


def parameters(event: Event) -> dict[str, str]:
    """A row of `sql.published_and_numbered`, besides the ids that its statement knows. Raises TextInEvent."""
    data = _ids_only(event)
    return {"data": json.dumps(data), "handlers": ",".join(registry.names_for(event.kind, data))}


def wake_after_commit(recipients: Iterable[UUID]) -> None:
    """For who has numbered already. At once where no transaction is open."""
    wanted = list(recipients)
    transaction.on_commit(lambda: wakes.wake(wanted), robust=True)


def _ids_only(event: Event) -> dict[str, object]:
    data = event.data()
    for name, value in data.items():
        if value is None or isinstance(value, bool | int):
            continue
        try:
            UUID(value)
        except (TypeError, ValueError, AttributeError):
            raise TextInEvent(f"{event.kind}.{name} is neither an id, a number nor a flag.") from None
    return data


def _push_after_commit() -> _Push:
    """One callback for each transaction, of a savepoint that is still open: one that rolls back drops it."""
    open_now = set(connection.savepoint_ids)
    for sids, function in (entry[:2] for entry in reversed(connection.run_on_commit)):
        if isinstance(function, _Push) and set(sids) <= open_now:
            return function
    push = _Push()
    transaction.on_commit(push, robust=True)
    return push
