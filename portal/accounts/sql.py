"""Whether sessions live, as one prepared statement: it is asked before every command and every batch."""

from collections.abc import Mapping
from datetime import datetime, timedelta

# `sessions._alive`, `_strong` and the touch of `sessions.current`, in words that PostgreSQL plans once.
_ALIVE = """
s.ended_at IS NULL AND a.is_active AND (s.second_factor OR NOT a.second_factor)
AND EXISTS (
    SELECT FROM unnest(%(devices)s::text[], %(idle)s::timestamptz[], %(whole)s::timestamptz[])
        AS l(device, idle, whole)
    WHERE l.device = s.device AND s.last_seen_at > l.idle AND s.signed_in_at > l.whole
)
"""
ALIVE = f"""
SELECT s.id, s.account_id, s.last_seen_at
FROM accounts_session s JOIN accounts_account a ON a.id = s.account_id
WHERE s.id = ANY(%(ids)s::uuid[]) AND {_ALIVE}
"""  # noqa: S608 - our own text


def limits(settings: Mapping[str, tuple[timedelta, timedelta]], now: datetime) -> dict[str, object]:
    return {
        "devices": list(settings),
        "idle": [now - idle for idle, _whole in settings.values()],
        "whole": [now - whole for _idle, whole in settings.values()],
    }
