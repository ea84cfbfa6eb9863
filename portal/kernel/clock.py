"""The one clock. In production it is the database's, so that all processes agree; SQL never says now().

The offset between the local monotonic clock and the database's clock is read once a minute. Tests and
the demo can stop or shift it: `set_fixed`, or the setting CLOCK_FIXED (an ISO instant with an offset).
"""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

_REFRESH_SECONDS = 60.0
_fixed: datetime | None = None
_base: tuple[float, datetime] | None = None


def now() -> datetime:
    """The present instant, in UTC."""
    global _base
    if _fixed is not None:
        return _fixed
    if settings.CLOCK_FIXED:
        return datetime.fromisoformat(settings.CLOCK_FIXED).astimezone(UTC)
    tick = time.monotonic()
    if _base is None or tick - _base[0] > _REFRESH_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            _base = (tick, cursor.fetchone()[0].astimezone(UTC))
    return _base[1] + timedelta(seconds=tick - _base[0])


def set_fixed(instant: datetime | None) -> None:
    """Stops the clock at an aware instant, or lets it run again. For tests and the demo."""
    global _fixed, _base
    if instant is not None and instant.tzinfo is None:
        raise ValueError("The clock needs an instant with a time zone.")
    _fixed = instant.astimezone(UTC) if instant else None
    _base = None


def is_fixed() -> bool:
    """Whether the clock stands still: pages say so to the phone, which then does not count on."""
    return _fixed is not None or bool(settings.CLOCK_FIXED)


def local(instant: datetime, zone: str) -> datetime:
    """The same instant on the wall of an IANA time zone."""
    return instant.astimezone(ZoneInfo(zone))
