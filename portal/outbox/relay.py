"""Numbering committed items and waking their recipients. Runs right after a commit, and as the sweep."""

from collections.abc import Sequence

from django.db import connection, transaction

from portal.outbox import wakes
from portal.outbox.sql import RELAY

BATCH = 500


def relay_items(event_ids: Sequence[int] | None = None, *, limit: int = BATCH) -> int:
    """Gives each waiting item its recipient's next number. None sweeps whatever nobody numbered.

    Returns how many items it numbered. Several may run at once: what one holds the others pass over.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RELAY, {"event_ids": None if event_ids is None else list(event_ids), "limit": limit})
        recipients = [row[0] for row in cursor.fetchall()]
    if recipients:
        wakes.wake(recipients)
    return len(recipients)
