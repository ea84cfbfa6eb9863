"""Children that end with their parent, and a way to know a process again by more than its number."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO


class CannotStart(Exception):
    """The start is impossible here. The text is the one line that the person sees, with the mend."""


@cache
def _setpriv() -> tuple[str, ...]:
    """`setpriv --pdeathsig`, where this machine's setpriv knows it (busybox has one that does not)."""
    found = shutil.which("setpriv")
    if found and _succeeds([found, "--pdeathsig", "INT", "true"]):
        return (found, "--pdeathsig", "INT")
    return ()


def _succeeds(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return done.returncode == 0


def tied(command: Sequence[str]) -> list[str]:
    """The command, told by the kernel (SIGINT) when its parent dies, where that is possible."""
    return [*_setpriv(), *command]


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


@cache
def _unshare() -> tuple[str, ...]:
    """A user namespace that shows us as somebody whom this machine knows by name: initdb asks for it."""
    names = [entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid != 0]
    number = 1000 if 1000 in names or not names else min(names)
    found = shutil.which("unshare")
    prefix = (found or "unshare", "--user", f"--map-user={number}", f"--map-group={number}")
    if found and _succeeds([*prefix, "true"]):
        return prefix
    who = "as root" if os.geteuid() == 0 else "for a user without a name"
    raise CannotStart(
        f"The bundled PostgreSQL does not run {who} here: run as an ordinary user, or set DATABASE_URL."
    )


def not_root(command: Sequence[str]) -> list[str]:
    """PostgreSQL refuses root, and a user without a name. A user namespace shows it another number.

    No account, owner or mode is changed; the files that it writes belong to the user that we are.
    """
    if os.geteuid() != 0 and _has_name(os.geteuid()):
        return list(command)
    return [*_unshare(), *command]


def spawn(
    command: Sequence[str], *, log: IO[bytes], env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """A child in its own process group, so that ctrl-C reaches the parent alone, which ends all in order.

    A shell that starts something in the background makes it ignore SIGINT; children get the default again.
    Call from the main thread: the kernel ties a child to the thread that started it.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        start_new_session=True,
        preexec_fn=_default_signals,
    )


def _default_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)


def end(
    process: subprocess.Popen[bytes],
    *,
    first: signal.Signals = signal.SIGTERM,
    last: signal.Signals = signal.SIGKILL,
    seconds: float = 10,
) -> None:
    """Ask, wait, insist. The last signal goes to the whole group of the child."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            pass
    signal_group(process.pid, last)
    process.wait(seconds)


def signal_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return  # already gone, or the number belongs to somebody else by now


def identity(pid: int) -> str | None:
    """What tells this process from a later one with the same number; None where there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None if Path("/proc/self/stat").exists() else _identity_by_ps(pid)
    fields = stat.rpartition(")")[2].split()
    if fields[0] in {"Z", "X"}:
        return None
    boot = Path("/proc/sys/kernel/random/boot_id")
    return f"{boot.read_text().strip() if boot.exists() else ''}/{fields[19]}"


def _identity_by_ps(pid: int) -> str | None:
    ps = ["ps", "-o", "lstart=", "-p", str(pid)]
    done = subprocess.run(ps, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    return done.stdout.strip() or None


def ended_pid() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def command_line(pid: int) -> str:
    """The arguments of a process, separated by spaces; empty where there is none or it may not be read."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self/stat").exists():
            return ""
    return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout


def wait_gone(pid: int, known: str, seconds: float) -> bool:
    """Whether the process with this identity is gone within so many seconds."""
    until = time.monotonic() + seconds
    while identity(pid) == known:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
