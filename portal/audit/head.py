"""The head of the chain outside the database: without it a cut-off end could not be told from no end.

One line, `n hash`, in AUDIT_HEAD_FILE (default: `audit-head` in the data folder). Copy it off the host.
"""

import fcntl
import os
from pathlib import Path

from django.conf import settings


def path() -> Path:
    return Path(getattr(settings, "AUDIT_HEAD_FILE", None) or Path(settings.DATA_DIR) / "audit-head")


def remembered() -> tuple[int, bytes] | None:
    """None where there is no head file yet. Raises ValueError for a file that is none of ours."""
    try:
        words = path().read_text(encoding="ascii").split()
    except FileNotFoundError:
        return None
    if len(words) != 2 or not words[0].isdigit():
        raise ValueError("The audit head file is damaged.")
    return int(words[0]), bytes.fromhex(words[1])


def remember(n: int, link_hash: bytes, *, restart: bool = False) -> None:
    """Never goes back to a lower n, but for `restart`: after a restore the operator says so."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(file.name + ".lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = None if restart else remembered()
        if known is not None and known[0] >= n:
            return
        fresh = file.with_name(file.name + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(f"{n} {link_hash.hex()}\n")
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
