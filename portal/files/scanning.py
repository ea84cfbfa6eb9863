"""Asks the scanner about what waits for it, one file after the other, outside any transaction."""

import logging
from threading import Lock

from portal.files import actions, logic, scanner, store
from portal.kernel.actor import Actor
from portal.kernel.errors import Unavailable

# A scanner that hangs holds one thread of the worker, not all of them.
_ONE = Lock()
log = logging.getLogger("footbridge.files")


def scan_due(actor: Actor) -> int:
    """Returns how many got a verdict. Where the scanner is away it stops: the file waits for its next turn,
    a little longer each time, and nobody gets it before."""
    if not _ONE.acquire(blocking=False):
        return 0
    try:
        return _scan_due(actor)
    finally:
        _ONE.release()


def _scan_due(actor: Actor) -> int:
    done = 0
    while file := actions.claim_scan(actor):
        try:
            clean = scanner.is_clean(store.read(file, logic.CONTENT, size=file.size))
        except (scanner.ScannerAway, Unavailable) as error:
            log.warning("a file could not be scanned file=%s error=%s", file.id, type(error).__name__)
            break
        actions.settle_scan(actor, file_id=file.id, clean=clean)
        done += 1
    return done
