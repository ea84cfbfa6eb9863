"""The team's inbox: a page of it, and its counts."""

from portal.access import sql as access
from portal.access.matrix import Permission
from portal.audit import sql as audit
from portal.kernel.statements import columns
from portal.messaging import logic
from portal.messaging.models import Thread
from portal.messaging.sql.view import LAST

# So many waiting threads are looked at, the most pressing first, however many there are: a team with more of
# them is not helped by the exact number, and to count them would read them all.
MOST_COUNTED = 1000
# Rows of a page, at most. A limit that the planner knows keeps it on the index, and a small page reads few.
PAGES = (40, 100)


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


# How far this reader has read.
_ME = "LEFT JOIN messaging_readmark me ON me.thread_id = t.id AND me.account_id = %(account_id)s::uuid"


def _gone(side: str) -> str:
    """Messages of a side after the reader's mark that were taken back: nobody's news."""
    return f"""(SELECT count(*) FROM messaging_message x WHERE x.thread_id = t.id
    AND x.recalled_at IS NOT NULL AND x.seq > coalesce(me.seq, 0) AND {side})"""  # noqa: S608 - our own text


# What the patient wrote after the reader's mark.
_THEIRS = "t.last_seq - t.team_seq - coalesce(me.seq - me.team_seq, 0)"


def _inbox(queue: str, most: int) -> str:
    shown = audit.entry(
        "'messaging.threads'", object_type="thread", object_id="id", patient="patient_id",
        program="program_id", of="shown",
    )  # fmt: skip
    wanted = f"{_QUEUES[queue]} AND {_NARROWED}"
    return f"""
WITH {_REACH}, page AS MATERIALIZED (
    SELECT t.* FROM ({_first(wanted, most=most + 1, names=columns(Thread, "t"))}) t
    ORDER BY t.sort_key, t.id LIMIT %(limit)s::int + 1
), shown AS (SELECT * FROM page ORDER BY sort_key, id LIMIT %(limit)s::int), entry AS ({shown})
SELECT t.id, t.version, t.patient_id, t.program_id, t.topic, t.state, t.opened_at, t.last_message_at,
    t.last_seq, t.waiting_since, t.answer_by, t.previous_id, t.risk, t.sort_key, t.session_at,
    p.preferred_name, p.full_name, p.pronouns,
    st.id, st.account_id, st.name, cf.id, cf.account_id, cf.name, r.account_id, r.name, r.until,
    kt.name, kt.seq, kt.at, kp.name, kp.seq, kp.at,
    {_THEIRS} - {_gone("NOT x.from_team")},
    tr.id, coalesce(tr.name, ''), y.n, y.unseen, (SELECT count(*) FROM page) > %(limit)s::int,
    l.from_team, l.author_name, l.recalled_at, l.attached, l.sent_at, l.id, l.body
FROM shown t JOIN programs_patient p ON p.id = t.patient_id
LEFT JOIN programs_staff st ON st.id = t.assigned_to_id
LEFT JOIN programs_staff cf ON cf.id = t.covering_for_id
LEFT JOIN messaging_replying r ON r.thread_id = t.id AND r.until > %(now)s
{_ME}
{_mark("k.from_team")} kt ON true {_mark("NOT k.from_team")} kp ON true
LEFT JOIN programs_enrolment en ON en.patient_id = t.patient_id AND en.ends_on IS NULL
LEFT JOIN programs_track tr ON tr.id = en.track_id
CROSS JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE y.seen_at IS NULL) AS unseen
    FROM messaging_mention y WHERE y.account_id = %(account_id)s::uuid AND y.thread_id = t.id) y
{LAST}
ORDER BY t.sort_key, t.id
"""  # noqa: S608 - our own text, names of columns, the rule of access


# A page of threads with what each row shows, and one audit entry for each of them.
INBOX = {queue: {most: _inbox(queue, most) for most in PAGES} for queue in _QUEUES}

_NAMES = "t.id, t.patient_id, t.topic, t.risk, t.assigned_to_id, t.sort_key, t.last_seq, t.team_seq"
# What waits stands before what rests, so that the index is read no further than that.
_WAITS = f"t.state = 'open' AND t.waiting_since IS NOT NULL AND t.sort_key < {9 * logic.RANK}"
_BY_TOPIC = ", ".join(f"count(*) FILTER (WHERE topic = '{topic}')" for topic in logic.TOPICS)
_OWN = access.may(
    Permission.MESSAGE_READ, account="%(account_id)s::uuid", patient="t.patient_id", program="t.program_id"
)
# Every badge: what the team wrote to this person, the waiting threads with something that this member of the
# team has not read, and the counts of the queues.
BADGES = f"""
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
SELECT (
    SELECT coalesce(sum(t.team_seq - coalesce(me.team_seq, 0) - {_gone("x.from_team")}), 0)::int
    FROM programs_patient p JOIN messaging_thread t ON t.patient_id = p.id {_ME}
    WHERE p.account_id = %(account_id)s::uuid AND {_OWN}
), (SELECT count(*) FROM waiting t {_ME} WHERE {_THEIRS} > 0 AND {_THEIRS} > {_gone("NOT x.from_team")}),
    count(*), count(*) FILTER (WHERE assigned_to_id IN ({_MY_POSTS})),
    count(*) FILTER (WHERE assigned_to_id IS NULL), (
        SELECT count(*) FROM messaging_mention y WHERE y.account_id = %(account_id)s::uuid
        AND y.seen_at IS NULL AND (y.program_id IN (SELECT program_id FROM wide)
                                   OR y.patient_id IN (SELECT patient_id FROM near))),
    count(*) FILTER (WHERE risk > 0), ARRAY(SELECT id FROM tracks), ARRAY(SELECT name FROM tracks),
    ARRAY(SELECT n FROM tracks), {_BY_TOPIC}
FROM waiting
"""  # noqa: S608 - our own text, names of columns, the rule of access
