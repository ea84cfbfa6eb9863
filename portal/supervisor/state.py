"""What one start leaves for the next: the lock of the clone, and the list of processes that were started."""

import fcntl
import json
import os
import shutil
import signal
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from portal.supervisor.processes import CannotStart, identity, signal_group, wait_gone
from portal.supervisor.servers import is_run_dir


@dataclass(frozen=True)
class Started:
    """A process that we started: its number alone may be another's by the next start."""

    name: str
    pid: int
    identity: str


def lock(data_dir: Path, says: str) -> IO[str]:
    """One supervisor for each data folder. The kernel frees the lock with its holder, so none is stale.

    Raises CannotStart while another holds it.
    """
    file = (data_dir / "lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise CannotStart(f"Footbridge already runs from this folder ({file.read().strip()}).") from None
    file.truncate(0)
    file.write(says)
    file.flush()
    return file


class RunFile:
    """`run.json` in the data folder, rewritten at every start of a child."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "run.json"
        self.sockets: Path | None = None
        self.started: dict[str, Started] = {}

    def use_sockets(self, folder: Path) -> None:
        self.sockets = folder
        self._write()

    def add(self, name: str, pid: int) -> None:
        known = identity(pid)
        if known is not None:
            self.started[name] = Started(name, pid, known)
            self._write()

    def _write(self) -> None:
        draft = self.path.with_suffix(".new")
        rows = [asdict(row) for row in self.started.values()]
        draft.write_text(json.dumps({"sockets": str(self.sockets or ""), "started": rows}), encoding="utf-8")
        draft.replace(self.path)

    def forget(self) -> None:
        """Everything ended: the next start finds nothing to clean."""
        if self.sockets is not None:
            shutil.rmtree(self.sockets, ignore_errors=True)
        self.path.unlink(missing_ok=True)

    def clean(self) -> list[str]:
        """End what a killed supervisor left behind, the servers last; return their names. Hold the lock."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            rows = [Started(**row) for row in found["started"]]
            sockets = str(found["sockets"])
        except (OSError, ValueError, KeyError, TypeError):
            return []
        left = [row for row in reversed(rows) if identity(row.pid) == row.identity]
        for row in left:
            _end(row)
        _remove_sockets(Path(sockets))
        self.path.unlink(missing_ok=True)
        return [row.name for row in left]


def _end(row: Started) -> None:
    for number, seconds in ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        signal_group(row.pid, number)
        if wait_gone(row.pid, row.identity, seconds):
            return
    raise CannotStart(f"A {row.name} of an earlier start does not end: end process {row.pid}.")


def _remove_sockets(folder: Path) -> None:
    if is_run_dir(folder) and folder.is_dir() and folder.stat().st_uid == os.geteuid():
        shutil.rmtree(folder, ignore_errors=True)
