"""How long another server asks us to wait."""

import email.utils

from portal.kernel import clock

_LONGEST = 24 * 3600


def retry_after(value: str | None) -> int:
    """Seconds of a Retry-After header, in both of its forms; 0 for none, a day at most."""
    if not value:
        return 0
    if value.isdigit():
        return min(int(value), _LONGEST)
    try:
        at = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0
    return max(0, min(int((at - clock.now()).total_seconds()), _LONGEST)) if at.tzinfo else 0
