"""The statements of messaging that the ORM cannot say: messages written, and a batch read, in one each.

`WRITE` leaves exactly what `actions.writing` leaves by the ORM for an open thread: a property test
holds the two together. Each message is written wholly or not at all: where any of its conditions fails there
is no row for it, and the plain form says why. Who adds a column to a message names its value in `MESSAGE`; a
thread's columns that a message does not change need nothing.
"""

from portal.access import sql as access
from portal.access.matrix import Permission
from portal.audit import sql as audit
from portal.kernel import idempotency
from portal.kernel.statements import arrays, columns, of_rows
from portal.messaging import logic
from portal.messaging.models import Message, ReadMark, Replying, Thread
from portal.outbox import sql as outbox
from portal.programs.models import Patient, Staff

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


def _hours(today: str) -> str:
    """A team's hours, its holidays from `today` on, its own reply times, and its zone, as one text: what a
    promise was computed from, and what must still hold when it is stored. `logic.hours_from` reads it."""
    return f"""
(SELECT coalesce(string_agg(h.weekday || ' ' || h.opens || ' ' || h.closes, ';' ORDER BY h.weekday), '')
 FROM programs_teamhours h WHERE h.program_id = t.program_id)
|| '|' ||
(SELECT coalesce(string_agg(d.date::text, ';' ORDER BY d.date), '')
 FROM programs_holiday d WHERE d.program_id = t.program_id AND d.date >= {today})
|| '|' ||
(SELECT coalesce(string_agg(w.topic || ' ' || w.minutes, ';' ORDER BY w.starts_on, w.topic), '')
 FROM messaging_topicpromise w WHERE w.program_id = t.program_id AND w.starts_on <= {today})
|| '|' || g.timezone"""  # noqa: S608 - our own text


# What a message to a thread is prepared from, for who may write it: to others it is as if it were not there,
# to the very number of queries. `write` asserts all of it again.
_FACTS = """
SELECT t.patient_id, t.program_id, t.topic, g.timezone FROM messaging_thread t
JOIN programs_program g ON g.id = t.program_id WHERE t.id = %(thread_id)s AND
"""


def _facts(permission: Permission) -> str:
    over = {"account": "%(author_id)s", "patient": "t.patient_id", "program": "t.program_id"}
    return _FACTS + access.may(permission, **over)


SEND_FACTS, ANSWER_FACTS = _facts(Permission.MESSAGE_SEND), _facts(Permission.MESSAGE_ANSWER)
HOURS = f"""
SELECT {_hours("%(today)s")} FROM messaging_thread t
JOIN programs_program g ON g.id = t.program_id WHERE t.id = %(thread_id)s
"""  # noqa: S608 - our own text

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


def _view(thread: str) -> str:
    """Everything that a `ThreadView` needs besides rights and the last message: for `selectors.views`."""
    return f"""
FROM {thread} t JOIN programs_patient p ON p.id = t.patient_id
LEFT JOIN programs_staff st ON st.id = t.assigned_to_id
LEFT JOIN programs_staff cf ON cf.id = t.covering_for_id
LEFT JOIN messaging_replying r ON r.thread_id = t.id AND r.until > %(now)s
LEFT JOIN LATERAL (
    SELECT {arrays(ReadMark, "k", order="k.seq DESC, k.at")}
    FROM messaging_readmark k WHERE k.thread_id = t.id
) k ON true
LEFT JOIN LATERAL (
    SELECT array_agg(x.seq) AS seqs, array_agg(x.from_team) AS sides FROM messaging_message x
    WHERE x.thread_id = t.id AND x.recalled_at IS NOT NULL
) gone ON true
LEFT JOIN programs_enrolment en ON en.patient_id = t.patient_id AND en.ends_on IS NULL
LEFT JOIN programs_track tr ON tr.id = en.track_id
LEFT JOIN LATERAL (
    SELECT array_agg(x.account_id) AS accounts, array_agg(x.n) AS n, array_agg(x.unseen) AS unseen FROM (
        SELECT y.account_id, count(*) AS n, count(*) FILTER (WHERE y.seen_at IS NULL) AS unseen
        FROM messaging_note o JOIN messaging_mention y ON y.note_id = o.id
        WHERE o.thread_id = t.id GROUP BY y.account_id
    ) x
) named ON true"""  # noqa: S608 - names of columns


VIEW = ", ".join(
    (
        columns(Thread, "t"),
        columns(Patient, "p"),
        columns(Staff, "st"),
        columns(Staff, "cf"),
        columns(Replying, "r"),
        columns(ReadMark, "k"),
        "gone.seqs, gone.sides, tr.id, tr.name, named.accounts, named.n, named.unseen",
    )
)


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
          ELSE {_may(Permission.MESSAGE_SEND, account="i.actor_id")} AND ({_hours("i.today")}) = i.hours END
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
       ARRAY(SELECT told.recipient FROM told WHERE told.object_id = t.message_id) {_view("thread")}
"""  # noqa: S608 - our own text, names of columns, the rule of access


# Alone a message waits for the thread that another writer holds. Of several, those whose thread is held are
# left out, so that nobody's words wait for anybody else's.
WRITE_ONE, WRITE_MANY = _write(held_by_others=""), _write(held_by_others="SKIP LOCKED")

# What a person wrote last, as `selectors.threads` has it.
_LAST = """
LEFT JOIN LATERAL (
    SELECT * FROM messaging_message x
    WHERE x.thread_id = t.id AND x.seq >= t.last_seq - 1 AND x.kind <> 'automatic' ORDER BY x.seq DESC LIMIT 1
) l ON true"""
# A batch of messages for all their readers at once, each with its thread and the thread's last message.
MESSAGES = f"""
SELECT {VIEW}, {columns(Message, "m")}, {columns(Message, "l")} {_view("messaging_thread")}
JOIN messaging_message m ON m.thread_id = t.id AND m.id = ANY(%(ids)s::uuid[])
{_LAST}
"""
THREADS = f"""
SELECT {VIEW}, {columns(Message, "l")} {_view("messaging_thread")}
{_LAST}
WHERE t.id = ANY(%(ids)s::uuid[])
"""

# The questions that messages belong to: a patient's message begins one where the team, or nobody, spoke
# before it; a message of the team answers the one that is open before it, if any. `asked_at` and, where there
# is one, the first answer after it. What was taken back is neither.
QUESTIONS = """
SELECT t.patient_id, t.program_id, t.id, t.topic, g.timezone, en.track_id, q.sent_at, t.waiting_since,
       t.answer_by, CASE WHEN m.from_team THEN m.sent_at ELSE a.sent_at END
FROM messaging_message m JOIN messaging_thread t ON t.id = m.thread_id
JOIN programs_program g ON g.id = t.program_id
LEFT JOIN programs_enrolment en ON en.patient_id = t.patient_id AND en.ends_on IS NULL
LEFT JOIN LATERAL (
    SELECT x.from_team FROM messaging_message x
    WHERE x.thread_id = m.thread_id AND x.kind = 'person' AND x.recalled_at IS NULL AND x.seq < m.seq
    ORDER BY x.seq DESC LIMIT 1
) before ON true
JOIN LATERAL (
    SELECT x.sent_at FROM messaging_message x
    WHERE x.thread_id = m.thread_id AND x.kind = 'person' AND NOT x.from_team AND x.recalled_at IS NULL
      AND x.seq <= m.seq
      AND x.seq > coalesce((
          SELECT y.seq FROM messaging_message y
          WHERE y.thread_id = m.thread_id AND y.kind = 'person' AND y.from_team AND y.recalled_at IS NULL
            AND y.seq < m.seq
          ORDER BY y.seq DESC LIMIT 1), 0)
    ORDER BY x.seq LIMIT 1
) q ON true
LEFT JOIN LATERAL (
    SELECT x.sent_at FROM messaging_message x
    WHERE x.thread_id = m.thread_id AND x.kind = 'person' AND x.from_team AND x.recalled_at IS NULL
      AND x.seq > m.seq
    ORDER BY x.seq LIMIT 1
) a ON NOT m.from_team
WHERE m.id = ANY(%(ids)s::uuid[]) AND m.kind = 'person' AND m.recalled_at IS NULL
  AND CASE WHEN m.from_team THEN NOT before.from_team ELSE coalesce(before.from_team, true) END
"""
# A question that is there already gets its answer, once.
MEASURED = """
INSERT INTO messaging_replytime AS r (
    id, patient_id, program_id, thread_id, topic, track_id, asked_at, promised_at, answered_at, minutes
) SELECT * FROM unnest(
    %(id)s::uuid[], %(patient_id)s::uuid[], %(program_id)s::uuid[], %(thread_id)s::uuid[], %(topic)s::text[],
    %(track_id)s::uuid[], %(asked_at)s::timestamptz[], %(promised_at)s::timestamptz[],
    %(answered_at)s::timestamptz[], %(minutes)s::int[]
)
ON CONFLICT (thread_id, asked_at) DO UPDATE SET answered_at = EXCLUDED.answered_at, minutes = EXCLUDED.minutes
WHERE r.answered_at IS NULL AND EXCLUDED.answered_at IS NOT NULL
"""

# --- the team's inbox -------------------------------------------------------------------------------------

# So many waiting threads are looked at, the most pressing first, however many there are: a team with more of
# them is not helped by the exact number, and to count them would read them all.
MOST_COUNTED = 1000
_MOST_SHOWN = 101  # the largest page, and the row that tells of a next one


def _first(wanted: str, *, most: int, names: str) -> str:
    """The first open threads that `access.reach` reaches, in the inbox's order. Each program's are read from
    its index, from where the page begins; a patient has but a few."""
    rows = f"""
        SELECT {names} FROM messaging_thread t WHERE {{over}} AND {wanted}
        ORDER BY t.sort_key, t.id LIMIT {most}"""  # noqa: S608 - our own text
    elsewhere = "t.patient_id = near.patient_id AND t.program_id NOT IN (SELECT program_id FROM wide)"
    return f"""
    SELECT c.* FROM wide CROSS JOIN LATERAL ({rows.format(over="t.program_id = wide.program_id")}) c
    UNION ALL
    SELECT c.* FROM near CROSS JOIN LATERAL ({rows.format(over=elsewhere)}) c"""  # noqa: S608 - our own text


_REACH = access.reach(Permission.INBOX_READ, account="%(account_id)s::uuid")
_MY_POSTS = "SELECT s.id FROM programs_staff s WHERE s.account_id = %(account_id)s::uuid"
_MY_MENTIONS = "SELECT y.thread_id FROM messaging_mention y WHERE y.account_id = %(account_id)s::uuid"
_QUEUES = {
    "team": "t.state = 'open'",
    "mine": f"t.state = 'open' AND t.assigned_to_id IN ({_MY_POSTS})",
    "unassigned": "t.state = 'open' AND t.assigned_to_id IS NULL",
    # A closed thread stays here until the note was seen.
    "mentions": f"""((t.state = 'open' AND t.id IN ({_MY_MENTIONS}))
        OR t.id IN ({_MY_MENTIONS} AND y.seen_at IS NULL))""",
}
# What narrows any of them, and where the page begins.
_NARROWED = """
    (t.sort_key, t.id) > (%(key)s::bigint, %(id)s::uuid) AND t.risk >= %(risk)s::int
    AND (%(topic)s::text IS NULL OR t.topic = %(topic)s::text)
    AND (%(track_id)s::uuid IS NULL OR EXISTS (SELECT FROM programs_enrolment en
         WHERE en.patient_id = t.patient_id AND en.track_id = %(track_id)s::uuid AND en.ends_on IS NULL))"""


def _mark(side: str) -> str:
    """How far the patient, or the team, has read: the farthest mark of that side."""
    return f"""LEFT JOIN LATERAL (
    SELECT k.name, k.seq, k.at FROM messaging_readmark k WHERE k.thread_id = t.id AND {side}
    ORDER BY k.seq DESC, k.at LIMIT 1)"""  # noqa: S608 - our own text


def _inbox(queue: str) -> str:
    shown = audit.entry(
        "'messaging.threads'", object_type="thread", object_id="id", patient="patient_id",
        program="program_id", of="shown",
    )  # fmt: skip
    wanted = f"{_QUEUES[queue]} AND {_NARROWED}"
    return f"""
WITH {_REACH}, page AS MATERIALIZED (
    SELECT t.* FROM ({_first(wanted, most=_MOST_SHOWN, names=columns(Thread, "t"))}) t
    ORDER BY t.sort_key, t.id LIMIT %(limit)s::int + 1
), shown AS (SELECT * FROM page ORDER BY sort_key, id LIMIT %(limit)s::int), entry AS ({shown})
SELECT t.id, t.version, t.patient_id, t.program_id, t.topic, t.state, t.opened_at, t.last_message_at,
    t.last_seq, t.waiting_since, t.answer_by, t.previous_id, t.risk, t.sort_key, t.session_at,
    p.preferred_name, p.full_name, p.pronouns,
    st.id, st.account_id, st.name, cf.id, cf.account_id, cf.name, r.account_id, r.name, r.until,
    kt.name, kt.seq, kt.at, kp.name, kp.seq, kp.at,
    t.last_seq - t.team_seq - coalesce(me.seq - me.team_seq, 0) - (
        SELECT count(*) FROM messaging_message x WHERE x.thread_id = t.id AND x.recalled_at IS NOT NULL
        AND x.seq > coalesce(me.seq, 0) AND NOT x.from_team),
    tr.id, coalesce(tr.name, ''), y.n, y.unseen, (SELECT count(*) FROM page) > %(limit)s::int,
    l.from_team, l.author_name, l.recalled_at, l.attached, l.sent_at, l.id, l.body
FROM shown t JOIN programs_patient p ON p.id = t.patient_id
LEFT JOIN programs_staff st ON st.id = t.assigned_to_id
LEFT JOIN programs_staff cf ON cf.id = t.covering_for_id
LEFT JOIN messaging_replying r ON r.thread_id = t.id AND r.until > %(now)s
LEFT JOIN messaging_readmark me ON me.thread_id = t.id AND me.account_id = %(account_id)s::uuid
{_mark("k.from_team")} kt ON true {_mark("NOT k.from_team")} kp ON true
LEFT JOIN programs_enrolment en ON en.patient_id = t.patient_id AND en.ends_on IS NULL
LEFT JOIN programs_track tr ON tr.id = en.track_id
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE y.seen_at IS NULL) AS unseen
    FROM messaging_mention y WHERE y.account_id = %(account_id)s::uuid AND y.thread_id = t.id) y
{_LAST}
ORDER BY t.sort_key, t.id
"""  # noqa: S608 - our own text, names of columns, the rule of access


# A page of threads with what each row shows, and one audit entry for each of them.
INBOX = {queue: _inbox(queue) for queue in _QUEUES}

_NAMES = "t.id, t.patient_id, t.topic, t.risk, t.assigned_to_id, t.sort_key"
# What waits stands before what rests, so that the index is read no further than that.
_WAITS = f"t.state = 'open' AND t.waiting_since IS NOT NULL AND t.sort_key < {9 * logic.RANK}"
_BY_TOPIC = ", ".join(f"count(*) FILTER (WHERE topic = '{topic}')" for topic in logic.TOPICS)
COUNTS = f"""
WITH {_REACH}, waiting AS MATERIALIZED (
    SELECT t.* FROM ({_first(_WAITS, most=MOST_COUNTED, names=_NAMES)}) t
    ORDER BY t.sort_key, t.id LIMIT %(most)s::int
), tracks AS (
    SELECT tr.id, tr.name, coalesce(w.n, 0) AS n FROM programs_track tr LEFT JOIN (
        SELECT en.track_id, count(*) AS n FROM waiting JOIN programs_enrolment en
        ON en.patient_id = waiting.patient_id AND en.ends_on IS NULL GROUP BY en.track_id
    ) w ON w.track_id = tr.id
    WHERE EXISTS (SELECT FROM programs_enrolment en WHERE en.track_id = tr.id AND en.ends_on IS NULL AND (
        en.program_id IN (SELECT program_id FROM wide) OR en.patient_id IN (SELECT patient_id FROM near)))
    ORDER BY tr.name, tr.id
)
SELECT count(*), count(*) FILTER (WHERE assigned_to_id IN ({_MY_POSTS})),
    count(*) FILTER (WHERE assigned_to_id IS NULL), (
        SELECT count(*) FROM messaging_mention y WHERE y.account_id = %(account_id)s::uuid
        AND y.seen_at IS NULL AND (y.program_id IN (SELECT program_id FROM wide)
                                   OR y.patient_id IN (SELECT patient_id FROM near))),
    count(*) FILTER (WHERE risk > 0), ARRAY(SELECT id FROM tracks), ARRAY(SELECT name FROM tracks),
    ARRAY(SELECT n FROM tracks), {_BY_TOPIC}
FROM waiting
"""  # noqa: S608 - our own text, names of columns, the rule of access
