"""Letting go of events that everybody was told long ago. A reader that asks from before that starts anew."""

from datetime import timedelta

from django.db import connection, transaction

from portal.kernel import clock

KEEP = timedelta(days=30)
_BATCH = 1000
# An event with a reaction that is still due, or in quarantine, stays however old it is.
_OLD = """
SELECT id FROM outbox_event e WHERE at < %s
AND NOT EXISTS (SELECT 1 FROM outbox_job j WHERE j.event_id = e.id)
AND NOT EXISTS (SELECT 1 FROM outbox_item i WHERE i.event_id = e.id AND i.seq IS NULL)
ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED
"""


def prune() -> int:
    """Removes events older than thirty days with their items. Returns how many."""
    before, removed = clock.now() - KEEP, 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_OLD, [before, _BATCH])
            ids = [row[0] for row in cursor.fetchall()]
            cursor.execute("DELETE FROM outbox_item WHERE event_id = ANY(%s)", [ids])
            cursor.execute("DELETE FROM outbox_event WHERE id = ANY(%s)", [ids])
        removed += len(ids)
        if len(ids) < _BATCH:
            return removed
