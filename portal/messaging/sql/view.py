"""A thread, or a message with its thread, as all its readers share it: read in one go for many of them."""

from portal.kernel.statements import arrays, columns
from portal.messaging.models import Message, ReadMark, Replying, Thread
from portal.programs.models import Patient, Staff


def view(thread: str) -> str:
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

# What a person wrote last, as `selectors.threads` has it.
LAST = """
LEFT JOIN LATERAL (
    SELECT * FROM messaging_message x
    WHERE x.thread_id = t.id AND x.seq >= t.last_seq - 1 AND x.kind <> 'automatic' ORDER BY x.seq DESC LIMIT 1
) l ON true"""
# A batch of messages for all their readers at once, each with its thread and the thread's last message.
MESSAGES = f"""
SELECT {VIEW}, {columns(Message, "m")}, {columns(Message, "l")} {view("messaging_thread")}
JOIN messaging_message m ON m.thread_id = t.id AND m.id = ANY(%(ids)s::uuid[])
{LAST}
"""
THREADS = f"""
SELECT {VIEW}, {columns(Message, "l")} {view("messaging_thread")}
{LAST}
WHERE t.id = ANY(%(ids)s::uuid[])
"""
