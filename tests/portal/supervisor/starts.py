"""Starts a supervisor as a person would, and asks what is left of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from portal.supervisor.processes import command_line, identity

ROOT = Path(__file__).resolve().parents[3]
FAKE = ROOT / "tests/portal/supervisor/fake_product.py"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_with(text: str) -> list[int]:
    """Every process of this machine whose arguments or environment name this folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
            is_zombie = (folder / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
        except OSError:
            continue
        if text.encode() in words and not is_zombie and int(folder.name) != os.getpid():
            found.append(int(folder.name))
    return found


def children(pid: int) -> list[int]:
    """Only Linux tells; the tests of the supervisor run there."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []  # ended meanwhile


def descendants(pid: int) -> list[int]:
    """Every process below this one; servers overwrite their arguments, so that these tell nothing."""
    return [found for child in children(pid) for found in (child, *descendants(child))]


def eventually(check: Callable[[], object], seconds: float = 15) -> bool:
    until = time.monotonic() + seconds
    while not check():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


class Start:
    """One start; its output goes to a file, because the pipe's reader might be what blocks it."""

    def __init__(
        self,
        data_dir: Path,
        *,
        output: Path,
        port: int | None = None,
        command: list[str] | None = None,
        in_background: bool = False,
        **env: str,
    ) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.output = output
        self.known: dict[int, str | None] = {}
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}
        }
        self.env = {
            **kept,
            "FOOTBRIDGE_DATA": str(data_dir),
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            **env,
        }
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                command or [sys.executable, str(FAKE)],
                env=self.env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # What a shell does to a command that it starts in the background.
                preexec_fn=_ignore_interrupts if in_background else None,
            )

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def wait_ready(self, seconds: float = 60) -> "Start":
        ready = eventually(lambda: "Ctrl-C" in self.said or self.process.poll() is not None, seconds)
        assert ready and self.process.poll() is None, self.said
        self.known = {pid: identity(pid) for pid in descendants(self.process.pid)}
        return self

    def signal(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(40)

    def left(self) -> list[str]:
        """What still runs of all that was started."""
        known = [pid for pid, was in self.known.items() if was is not None and identity(pid) == was]
        return [command_line(pid) for pid in {*known, *processes_with(str(self.data_dir))}]

    def close(self) -> None:
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGQUIT, signal.SIG_IGN)
