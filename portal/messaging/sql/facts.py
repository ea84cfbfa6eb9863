"""What a message is prepared from. The write asserts all of it again."""

from portal.access import sql as access
from portal.access.matrix import Permission


def hours(today: str) -> str:
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
SELECT {hours("%(today)s")} FROM messaging_thread t
JOIN programs_program g ON g.id = t.program_id WHERE t.id = %(thread_id)s
"""  # noqa: S608 - our own text
