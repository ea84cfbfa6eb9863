"""Rate limits in PostgreSQL: they hold with Redis down and over all processes.

One row for a key and a fixed window. `hit` raises `TooMany` past the limit. The counting is its own
transaction, so that a refused or failed action still counts.
"""

import hashlib
from datetime import timedelta

from django.db import connection, transaction

from portal.kernel import clock
from portal.kernel.errors import TooMany

_COUNT = """
INSERT INTO kernel_limit (key, count, until) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN kernel_limit.until <= %s THEN 1 ELSE kernel_limit.count + 1 END,
  until = CASE WHEN kernel_limit.until <= %s THEN EXCLUDED.until ELSE kernel_limit.until END
RETURNING count, until
"""


def hit(name: str, who: str, *, most: int, per: timedelta) -> None:
    """Counts one use of `name` by `who` (hashed: the table holds no address) and refuses past `most`."""
    at = clock.now()
    key = f"{name}:{hashlib.sha256(who.encode()).hexdigest()[:40]}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, at + per, at, at])
        count, until = cursor.fetchone()
    if count > most:
        raise TooMany(retry_after=max(1, int((until - at).total_seconds()) + 1))


def sweep() -> int:
    """Removes windows that are over. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_limit WHERE until < %s", [clock.now()])
        return int(cursor.rowcount)
