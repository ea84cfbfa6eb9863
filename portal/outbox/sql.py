"""The statements that must be one statement: they are on every write's path, or rely on one snapshot."""

# One statement for the event, all recipients and all handlers. A dedupe key that is taken inserts nothing.
PUBLISH = """
WITH e AS (
    INSERT INTO outbox_event (kind, object_id, patient_id, program_id, data, at, dedupe_key)
    VALUES (%(kind)s, %(object_id)s, %(patient_id)s, %(program_id)s, %(data)s::jsonb, %(at)s, %(dedupe_key)s)
    ON CONFLICT (dedupe_key) DO NOTHING
    RETURNING id
), items AS (
    INSERT INTO outbox_item (event_id, recipient)
    SELECT e.id, r FROM e, unnest(%(recipients)s::uuid[]) AS r
), jobs AS (
    INSERT INTO outbox_job (event_id, handler, state, attempts, next_at, last_error)
    SELECT e.id, h, 'pending', 0, %(at)s, '' FROM e, unnest(%(handlers)s::text[]) AS h
)
SELECT id FROM e
"""


# `PUBLISH` and `RELAY` in one, as CTEs of a statement that is a transaction of its own. Numbers may be taken
# inside it, because nothing waits behind the cursors: they are the last that it locks, in the order of
# recipients, and its commit follows at once. A transaction that goes on after it would hold them: there
# the numbers come after the commit. Give `of`, the CTE with a row for each event: `patient_id`, `program_id`,
# the columns of `publishing.parameters`, and the object's id under the name `object_id`; and a query of the
# recipients' `account_id` over `event`.
def published_and_numbered(*, of: str, object_id: str, recipients: str) -> str:
    return f"""
event AS (
    INSERT INTO outbox_event (kind, object_id, patient_id, program_id, data, at, dedupe_key)
    SELECT %(kind)s, {object_id}, patient_id, program_id, data::jsonb, %(now)s, NULL FROM {of}
    RETURNING id, object_id, patient_id, program_id
), told AS MATERIALIZED (
    SELECT event.id AS event_id, event.object_id, r.account_id AS recipient
    FROM event, LATERAL ({recipients}) AS r
), moved AS (
    INSERT INTO outbox_cursor (recipient, last_seq)
    SELECT recipient, count(*) FROM told GROUP BY recipient ORDER BY recipient
    ON CONFLICT (recipient) DO UPDATE SET last_seq = outbox_cursor.last_seq + EXCLUDED.last_seq
    RETURNING recipient, last_seq
), items AS (
    INSERT INTO outbox_item (event_id, recipient, seq)
    SELECT told.event_id, told.recipient, moved.last_seq - count(*) OVER (PARTITION BY told.recipient)
           + row_number() OVER (PARTITION BY told.recipient ORDER BY told.event_id)
    FROM told JOIN moved USING (recipient)
), jobs AS (
    INSERT INTO outbox_job (event_id, handler, state, attempts, next_at, last_error)
    SELECT event.id, h, 'pending', 0, %(now)s, ''
    FROM event JOIN {of} o ON o.{object_id} = event.object_id, unnest(string_to_array(o.handlers, ',')) AS h
)"""  # noqa: S608 - names of CTEs and the rule of access


# Numbers items that nobody has numbered. Cursor rows are locked in the order of recipients, so that two
# relays cannot deadlock; the lock is held until the commit, so that whoever sees n also sees n - 1.
RELAY = """
WITH claimed AS (
    SELECT id, recipient FROM outbox_item
    WHERE seq IS NULL AND (%(event_ids)s::bigint[] IS NULL OR event_id = ANY(%(event_ids)s::bigint[]))
    ORDER BY id LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
), numbered AS (
    SELECT id, recipient,
           row_number() OVER (PARTITION BY recipient ORDER BY id) AS n,
           count(*) OVER (PARTITION BY recipient) AS total
    FROM claimed
), moved AS (
    INSERT INTO outbox_cursor (recipient, last_seq)
    SELECT recipient, count(*) FROM claimed GROUP BY recipient ORDER BY recipient
    ON CONFLICT (recipient) DO UPDATE SET last_seq = outbox_cursor.last_seq + EXCLUDED.last_seq
    RETURNING recipient, last_seq
)
UPDATE outbox_item SET seq = moved.last_seq - numbered.total + numbered.n
FROM numbered JOIN moved USING (recipient)
WHERE outbox_item.id = numbered.id
RETURNING outbox_item.recipient
"""

# Counts the attempt before it is made: a handler that takes its whole process down is counted as well. Only
# what was never tried is claimed together: what has failed, or was in a batch whose process died, goes alone
# from then on, so that a killer takes no other job along to its last attempt.
CLAIM_JOBS = """
WITH due AS (
    SELECT id, next_at, attempts FROM outbox_job WHERE state = 'pending' AND next_at <= %(now)s
    ORDER BY next_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
), first AS (SELECT id, attempts FROM due ORDER BY next_at, id LIMIT 1)
UPDATE outbox_job j SET attempts = j.attempts + 1, next_at = %(lease)s
FROM due, first, outbox_event e
WHERE j.id = due.id AND (due.id = first.id OR (due.attempts = 0 AND first.attempts = 0)) AND e.id = j.event_id
RETURNING due.next_at, j.id, j.handler, j.attempts,
          e.id, e.kind, e.object_id, e.patient_id, e.program_id, e.data, e.at
"""

SETTLE_JOBS = "DELETE FROM outbox_job WHERE id = ANY(%(done)s::bigint[])"

# In the order in which `selectors.item` takes them.
ITEM = "i.seq, e.id, e.kind, e.object_id, e.patient_id, e.program_id, e.data, e.at"


def items_after(*, recipient: str, after: str) -> str:
    """What a recipient was not sent yet, at most `limit` (a parameter), in order: `ITEM` of each. The two are
    expressions."""
    return f"""
SELECT {ITEM} FROM (
    SELECT seq, event_id FROM outbox_item
    WHERE recipient = {recipient} AND seq > {after} ORDER BY seq LIMIT %(limit)s::bigint
) AS i JOIN outbox_event e ON e.id = i.event_id ORDER BY i.seq"""  # noqa: S608 - our own text


ITEMS_AFTER = items_after(recipient="%(recipient)s::uuid", after="%(after)s::bigint")
LAST_SEQS = "SELECT recipient, last_seq FROM outbox_cursor WHERE recipient = ANY(%(recipients)s::uuid[])"
