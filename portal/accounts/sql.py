"""Whether sessions live, as prepared statements: it is asked before every request, command and batch."""

from django.conf import settings

from portal.access import sql as access
from portal.accounts.models import Account, Session
from portal.kernel.statements import columns, of_rows
from portal.outbox import sql as outbox


def _within(device: str) -> str:
    idle, whole = (f"interval '{limit.total_seconds()} s'" for limit in settings.SESSION_LIMITS[device])
    return (
        f"s.device = '{device}' AND s.last_seen_at > %(now)s::timestamptz - {idle}"
        f" AND s.signed_in_at > %(now)s::timestamptz - {whole}"
    )


# `sessions._alive` in words that PostgreSQL plans once.
_LIVES = f"s.ended_at IS NULL AND a.is_active AND ({' OR '.join(map(_within, settings.SESSION_LIMITS))})"
# A session that may hold a socket: alive, and the second factor given where it is needed.
_HOLDS = f"""
FROM accounts_session s JOIN accounts_account a ON a.id = s.account_id
WHERE (s.second_factor OR NOT a.second_factor) AND {_LIVES}
"""
ALIVE = f"SELECT s.id, s.account_id, s.last_seen_at {_HOLDS} AND s.id = ANY(%(ids)s::uuid[])"

# For each account its place among those asked for, the sessions that live of those that are named, the
# version of its rights, and its next items, one in a row; one row without an item where there is none.
_ASKED = {"place": "int", "account": "uuid", "after": "bigint", "sessions": "uuid[]"}
OWED = f"""
SELECT w.place, l.ids, v.n, n.*
FROM {of_rows("asked", _ASKED, alias="w")}
CROSS JOIN LATERAL (SELECT array_agg(s.id) AS ids {_HOLDS} AND s.id = ANY(w.sessions)) l
CROSS JOIN LATERAL ({access.version(account="w.account")}) v
LEFT JOIN LATERAL ({outbox.items_after(recipient="w.account", after="w.after")}) n ON true
ORDER BY w.place, n.seq
"""  # noqa: S608 - our own text

# What a session holds, whether its sign-in lives, that sign-in, and its account.
SIGNED_IN = f"""
SELECT d.session_data, {_LIVES}, {columns(Session, "s")}, {columns(Account, "a")}
FROM django_session d
LEFT JOIN accounts_session s ON s.id = %(sid)s::uuid
LEFT JOIN accounts_account a ON a.id = s.account_id
WHERE d.session_key = %(key)s AND d.expire_date > %(until)s
"""  # noqa: S608 - our own text, names of columns
