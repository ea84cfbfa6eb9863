"""Our own processes: what each one is started with, and how it is started again."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from portal.supervisor.processes import end, spawn, tied

# No compression of frames: they are small, and each open socket would hold its tables in memory for ever.
SOCKETS = ("--ws", "websockets-sansio", "--ws-max-size", "65536", "--ws-per-message-deflate", "false")
LONGEST_WAIT = 30.0
# A child that lived this long was well: the next death begins with the shortest wait again.
WELL_AFTER = 60.0
LARGEST_LOG = 5_000_000


@dataclass(frozen=True)
class Program:
    """One process that the product consists of."""

    name: str
    command: tuple[str, ...]


def product(port: int, data_dir: Path) -> list[Program]:
    """Web, relay, worker and beat, as one machine runs them."""
    celery = (sys.executable, "-m", "celery", "-A", "portal.celery")
    web = ("-m", "uvicorn", "portal.asgi:application", "--host", "127.0.0.1", "--port", str(port))
    limits = (
        *SOCKETS,
        "--timeout-graceful-shutdown",
        "3",
        "--no-access-log",
        "--lifespan",
        "off",
    )
    worker = (
        "worker",
        "--pool",
        "threads",
        "--concurrency",
        "4",
        "--loglevel",
        "warning",
        "--without-mingle",
    )
    beat = ("beat", "--schedule", str(data_dir / "beat"), "--pidfile=", "--max-interval", "5")
    return [
        Program("web", (sys.executable, *web, *limits)),
        Program("relay", (sys.executable, "manage.py", "relay")),
        Program("worker", (*celery, *worker, "--without-gossip")),
        Program("beat", (*celery, *beat, "--loglevel", "warning")),
    ]


class Service:
    """A program that runs, with its log and its back-off. `tick` is called several times a second."""

    def __init__(self, program: Program, *, log_dir: Path, env: dict[str, str], cwd: Path) -> None:
        self.program = program
        self.log_file = log_dir / f"{program.name}.log"
        self.env = env
        self.cwd = cwd
        self.process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        self._since = 0.0
        self._due = 0.0

    def start(self) -> int:
        _turn(self.log_file)
        with self.log_file.open("ab") as log:
            self.process = spawn(tied(self.program.command), log=log, env=self.env, cwd=self.cwd)
        self._since = time.monotonic()
        return self.process.pid

    def tick(self) -> str:
        """ "runs", "died" (once, at each death) or "due" when it is time to start it again."""
        now = time.monotonic()
        if self.process is None:
            return "due" if now >= self._due else "waits"
        if self.process.poll() is None:
            return "runs"
        end(self.process)  # what is left of its group
        self.process = None
        self.deaths = 1 if now - self._since > WELL_AFTER else self.deaths + 1
        self._due = now + min(LONGEST_WAIT, 0.5 * 2 ** (self.deaths - 1))
        return "died"


def _turn(log_file: Path) -> None:
    """Keep one older log, so that a year of running fills no disk."""
    if log_file.exists() and log_file.stat().st_size > LARGEST_LOG:
        log_file.replace(log_file.with_suffix(".1.log"))
