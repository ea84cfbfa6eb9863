"""What processes cost, as the kernel counts it: CPU of whole trees, and memory that is theirs alone."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> list[str] | None:
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None


def tree(root: int) -> set[int]:
    """The process and everything below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = set[int](), [root]
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting += parents.get(pid, [])
    return found


def cpu(roots: Iterable[int]) -> float:
    """Seconds of CPU that these trees have used, what ended in them included."""
    return cpu_of(set().union(*(tree(root) for root in roots)))


def cpu_of(pids: Iterable[int]) -> float:
    """Of these alone."""
    ticks = 0
    for pid in pids:
        if fields := _stat(pid):
            ticks += sum(int(field) for field in fields[11:15])  # own and reaped: user, system
    return ticks / _TICK


def pss(pid: int) -> int:
    """Proportional set size in bytes: shared pages are divided among who shares them."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise LookupError(pid)


@contextmanager
def stopped(root: int) -> Iterator[None]:
    """Stands still meanwhile: what the servers do then they do for somebody else."""
    pids = tree(root)
    for pid in pids:
        _signal(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            _signal(pid, signal.SIGCONT)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
