"""What a run stands on: PostgreSQL and Valkey as `make run` starts them, the product by its supervisor, and
the floor beside it on the same servers. All of it in a folder of its own that is gone afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import psycopg

from portal.supervisor.processes import end, spawn, tied
from portal.supervisor.servers import Postgres, Valkey, run_dir
from portal.supervisor.services import SOCKETS
from tests.bench.proc import tree

ROOT = Path(__file__).resolve().parents[2]
_WITHIN = 180.0
# With the product's own choices for its sockets, so that both pay the same for the protocol.
UVICORN = ("--host", "127.0.0.1", "--no-access-log", "--loop", "uvloop", *SOCKETS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Ground:
    """Two servers, the product, the floor. `processes` are the roots of what each one runs."""

    def __init__(self) -> None:
        self.folder = run_dir("footbridge-bench-")
        self.postgres = Postgres(
            self.folder / "postgres", sockets=self.folder, log_file=self.folder / "pg.log"
        )
        self.valkey = Valkey(self.folder, log_file=self.folder / "valkey.log")
        self.port, self.floor_port = free_port(), free_port()
        self.started: list[subprocess.Popen[bytes]] = []

    @property
    def env(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
            "DATABASE_URL": self.postgres.database_url,
            "REDIS_URL": self.valkey.redis_url,
            "FOOTBRIDGE_DATA": str(self.folder / "data"),
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
            "FLOOR_DATABASE": self.postgres.database_url.replace("/footbridge?", "/floor?"),
            "FLOOR_REDIS": self.valkey.redis_url,
        }

    def __enter__(self) -> "Ground":
        try:
            self.postgres.start()
            self.valkey.start()
            with psycopg.connect(self.postgres.database_url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE floor")
            self.product = self._start("product", "-m", "portal.supervisor")
            floor = ("-m", "uvicorn", "tests.bench.floor:app", "--port", str(self.floor_port))
            self.floor = self._start("floor", *floor, *UVICORN)
            self._wait(self.product, self.port, "/health/ready")
            self._wait(self.floor, self.floor_port, "/")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        for process in self.started:
            end(process, seconds=20)
        self.valkey.stop()
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.out").open("ab") as log:
            process = spawn(tied([sys.executable, *arguments]), log=log, env=self.env, cwd=ROOT)
        self.started.append(process)
        return process

    def _wait(self, process: subprocess.Popen[bytes], port: int, path: str) -> None:
        until = time.monotonic() + _WITHIN
        while not _answers(port, path):
            if process.poll() is not None or time.monotonic() > until:
                logs = "\n".join(file.read_text()[-2000:] for file in self.folder.glob("*.out"))
                raise SystemExit(f"The bench could not start.\n{logs}")
            time.sleep(0.25)

    def fill(self, part: str, **wanted: Any) -> str:
        """Runs a part of `tests.bench.fill` in the product's settings and returns what it prints."""
        arguments = [f"{name}={value}" for name, value in wanted.items()]
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.fill", part, *arguments],
            env=self.env, cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode != 0:
            raise SystemExit(f"The bench could not fill its clinic.\n{done.stderr[-3000:]}")
        return done.stdout

    # --- roots of process trees ---------------------------------------------------------------------

    @property
    def servers(self) -> list[int]:
        return [server.process.pid for server in (self.postgres, self.valkey) if server.process]

    @property
    def of_product(self) -> list[int]:
        return [self.product.pid, *self.servers]

    @property
    def of_floor(self) -> list[int]:
        return [self.floor.pid, *self.servers]

    def parts(self) -> dict[str, set[int]]:
        """Every process of the product, by what it does."""
        servers = {name: tree(server.process.pid) for name, server in
                   (("postgres", self.postgres), ("valkey", self.valkey)) if server.process}  # fmt: skip
        named = {"web": {self.web()}, "relay": {self.relay()}} | servers
        rest = tree(self.product.pid) - set().union(*named.values())
        return named | {"rest": rest}

    def web(self) -> int:
        """The one process that holds the product's sockets."""
        return self._running(b"portal.asgi:application", str(self.port).encode())

    def relay(self) -> int:
        """The process that runs the reactions to what happened."""
        return next(pid for pid in tree(self.product.pid) if b"relay" in _words(pid))

    def _running(self, *words: bytes) -> int:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and set(words) <= _words(int(entry.name)):
                return int(entry.name)
        raise LookupError(words)


def _words(pid: int) -> set[bytes]:
    try:
        return set(Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))
    except OSError:
        return set()


def _answers(port: int, path: str) -> bool:
    line = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        line.request("GET", path)
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()
