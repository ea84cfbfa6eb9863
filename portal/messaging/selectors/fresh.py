"""What this process has just written, for the frames that follow at once: the write's own statement returned
all that they show, so it is not read a second time.

Good for a quarter of a second; it leaves this process's memory with the next write after that. Who may see it
is asked at delivery, as of everything; a message that was changed since is never taken from here.
"""

import threading
import time
from collections.abc import Collection, Mapping
from uuid import UUID

from portal.messaging.selectors import batch
from portal.messaging.selectors.batch import Found

_SECONDS = 0.25
_lock = threading.Lock()
_kept: dict[UUID, tuple[float, Found]] = {}


def keep(written: Mapping[UUID, Found]) -> None:
    """By message. Call it before anybody is told of them."""
    now = time.monotonic()
    with _lock:
        for old in [one for one, (at, _) in _kept.items() if now - at > _SECONDS]:
            del _kept[old]
        _kept.update((one, (now, found)) for one, found in written.items())


def messages_by_id(ids: Collection[UUID], *, as_sent: Collection[UUID]) -> dict[UUID, Found]:
    """`batch.messages_by_id`, without reading anew what was written just now. `as_sent`: those of which only
    the sending is told; of others it matters how they are by now."""
    since = time.monotonic() - _SECONDS
    with _lock:
        kept = {one: _kept[one] for one in as_sent if one in _kept}
    found = {one: known for one, (at, known) in kept.items() if at > since}
    rest = set(ids) - found.keys()
    return found | batch.messages_by_id(rest) if rest else found


def forget(message_id: UUID) -> None:
    """It was changed, or taken back."""
    with _lock:
        _kept.pop(message_id, None)
