"""Tests that need the machine for themselves, in a run whose tests go side by side.

Each test takes its turn: ordinary ones share the room, a test marked `alone` has it to itself. Who wants it
alone closes the gate first, so that no newcomer can keep it waiting.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The run's own folder, which all its workers know.
_FOLDER = Path(os.environ["FOOTBRIDGE_DATA"]).parent


@contextmanager
def turn(*, alone: bool, folder: Path = _FOLDER) -> Iterator[None]:
    how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    with (folder / "gate.lock").open("a") as gate, (folder / "room.lock").open("a") as room:
        fcntl.flock(gate, how)
        fcntl.flock(room, how)
        if not alone:
            fcntl.flock(gate, fcntl.LOCK_UN)
        yield
