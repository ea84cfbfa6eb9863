"""Messages written, in one statement.

`WRITE` leaves exactly what `actions.writing` leaves by the ORM for an open thread: a property test
holds the two together. Each message is written wholly or not at all: where any of its conditions fails there
is no row for it, and the plain form says why. Who adds a column to a message names its value in `MESSAGE`; a
thread's columns that a message does not change need nothing.
"""

from portal.access import sql as access
from portal.access.matrix import Permission
from portal.audit import sql as audit
from portal.kernel import idempotency
from portal.kernel.statements import columns, of_rows
from portal.messaging import logic
from portal.messaging.models import Thread
from portal.messaging.sql.facts import hours
from portal.messaging.sql.view import VIEW, view
from portal.outbox import sql as outbox

# What a message is made of: t is its thread after the message, with what was handed in for it.
MESSAGE = {
    "id": "t.message_id",
    "patient_id": "t.patient_id",
    "program_id": "t.program_id",
    "thread_id": "t.id",
    "seq": "t.last_seq",
    "kind": "'person'",
    "team_seq": "t.team_seq",
    "author_id": "t.actor_id",
    "author_name": "t.signed_name",
    "author_role": "t.signed_role",
    "from_team": "t.by_team",
    "body": "t.body",
    "sent_at": "t.last_message_at",
    "key": "t.key",
    "version": "1",
    "edited_at": "NULL",
    "recalled_at": "NULL",
    # A question, its answer by a tap, and a message with files are written by the plain form.
    "question": "''",
    "choices": "NULL",
    "answers_to_id": "NULL",
    "attached": "0",
    "about": "NULL",
}

# What is handed in for each message, i being its row: for the patient's the promise and what it came from,
# for the team's what its author has seen.
HANDED_IN = {
    "message_id": "uuid", "key": "uuid", "thread_id": "uuid", "patient_id": "uuid", "program_id": "uuid",
    "topic": "text", "body": "bytea", "digest": "text", "actor_id": "uuid", "actor_kind": "text",
    "actor_name": "text", "session": "text", "ip": "text", "data": "text", "handlers": "text",
    "by_team": "boolean", "promise": "timestamptz", "hours": "text", "today": "date", "seen": "int",
    "anyway": "boolean",
}  # fmt: skip

_SIGNED = """
(SELECT p.preferred_name AS signed_name, 'patient' AS signed_role FROM programs_patient p
 WHERE NOT i.by_team AND p.id = t.patient_id AND p.account_id = i.actor_id
   AND (p.discharged_on IS NULL OR p.discharged_on >= i.today))
UNION ALL
(SELECT m.name, m.role FROM programs_staff m
 WHERE i.by_team AND m.account_id = i.actor_id AND m.program_id = t.program_id AND m.ended_at IS NULL
 ORDER BY m.started_on, m.id LIMIT 1)"""

# The instant of a message is never before the one that it follows, whatever the callers' clocks say.
_AT = "GREATEST(%(now)s, t.last_message_at)"
# `logic.sort_key`: of the patient's words the promise, or the session of today where that comes first, unless
# it was before the question.
_CHANGES = f"""
    last_seq = t.last_seq + 1, version = t.version + 1, last_message_at = {_AT},
    team_seq = t.team_seq + i.by_team::int,
    waiting_since = CASE WHEN NOT i.by_team THEN COALESCE(t.waiting_since, {_AT}) END,
    answer_by = CASE WHEN i.by_team THEN NULL WHEN t.waiting_since IS NULL THEN i.promise
    ELSE t.answer_by END,
    sort_key = CASE WHEN i.by_team THEN {10 * logic.RANK} - floor(extract(epoch FROM {_AT}))::bigint
    ELSE (3 - t.risk) * {logic.RANK} + floor(extract(epoch FROM LEAST(
        CASE WHEN t.waiting_since IS NULL THEN COALESCE(i.promise, {_AT} + interval '1 day')
        ELSE COALESCE(t.answer_by, t.waiting_since + interval '1 day') END,
        CASE WHEN t.session_at > COALESCE(t.waiting_since, {_AT}) THEN t.session_at END)))::bigint END"""


# `turns.nobody_else_answers`, a little stricter: no word of the team's at all after the message that was
# seen. The count of the locked thread is held against a row that never changes, so that an answer which
# commits while this one waits for the thread is noticed, though the snapshot is older. The plain form knows
# the rest.
_NOBODY_ELSE = """(i.anyway OR (
    NOT EXISTS (SELECT FROM messaging_replying r
        WHERE r.thread_id = t.id AND r.until > %(now)s AND r.account_id <> i.actor_id)
    AND (i.seen IS NULL OR t.team_seq =
        (SELECT x.team_seq FROM messaging_message x WHERE x.thread_id = t.id AND x.seq = i.seen))))"""


def _may(permission: Permission, *, account: str) -> str:
    return access.may(permission, account=account, patient="t.patient_id", program="t.program_id")


_LOGGED = audit.entry(
    "CASE WHEN by_team THEN 'messaging.answer' ELSE 'messaging.send' END", object_type="message",
    object_id="message_id", patient="patient_id", program="program_id", of="thread",
    signed=audit.EACH_ITS_OWN,
)  # fmt: skip
_TOLD = outbox.published_and_numbered(
    of="thread",
    object_id="message_id",
    recipients=access.who_can(
        Permission.MESSAGE_READ, patient="event.patient_id", program="event.program_id"
    ),
)
_KEPT = (
    "message_id", "key", "body", "by_team", "data", "handlers", "actor_id", "actor_kind", "actor_name",
    "session", "ip", "signed_name", "signed_role",
)  # fmt: skip


def _write(*, held_by_others: str) -> str:
    return f"""
WITH input AS (
    SELECT * FROM {of_rows("said", HANDED_IN, alias="i")}
), ready AS MATERIALIZED (
    SELECT i.*, s.signed_name, s.signed_role FROM input i JOIN messaging_thread t ON t.id = i.thread_id
    JOIN programs_program g ON g.id = t.program_id
    JOIN LATERAL ({_SIGNED}) s ON true
    WHERE t.state = 'open' AND t.topic = i.topic
      AND t.patient_id = i.patient_id AND t.program_id = i.program_id
      AND CASE WHEN i.by_team THEN {_may(Permission.MESSAGE_ANSWER, account="i.actor_id")} AND {_NOBODY_ELSE}
          ELSE {_may(Permission.MESSAGE_SEND, account="i.actor_id")} AND ({hours("i.today")}) = i.hours END
    ORDER BY t.id FOR UPDATE OF t {held_by_others}
), used AS ({idempotency.TAKE.format(of="ready", object_id="message_id")}), thread AS (
    UPDATE messaging_thread t SET {_CHANGES}
    FROM ready i JOIN used ON used.object_id = i.message_id WHERE t.id = i.thread_id
    RETURNING {columns(Thread, "t")}, {", ".join(f"i.{name}" for name in _KEPT)}
), message AS (
    INSERT INTO messaging_message ({", ".join(MESSAGE)})
    SELECT {", ".join(MESSAGE.values())} FROM thread t
), draft AS (
    DELETE FROM messaging_draft d USING thread t WHERE d.account_id = t.actor_id
    AND (d.place = 'thread.' || t.id OR (d.place = 'topic.' || t.topic AND NOT t.by_team))
), replied AS (
    DELETE FROM messaging_replying r USING thread t
    WHERE t.by_team AND r.thread_id = t.id AND r.account_id = t.actor_id
), entry AS ({_LOGGED}), {_TOLD}
SELECT {VIEW}, t.message_id, t.signed_name, t.signed_role,
       {_may(Permission.INBOX_READ, account="t.actor_id")},
       ARRAY(SELECT told.recipient FROM told WHERE told.object_id = t.message_id) {view("thread")}
"""  # noqa: S608 - our own text, names of columns, the rule of access


# Alone a message waits for the thread that another writer holds. Of several, those whose thread is held are
# left out, so that nobody's words wait for anybody else's.
WRITE_ONE, WRITE_MANY = _write(held_by_others=""), _write(held_by_others="SKIP LOCKED")
