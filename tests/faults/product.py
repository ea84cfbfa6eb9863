"""A whole product that may be hurt: the very commands of `make run`, a PostgreSQL and a Valkey of its own.

PostgreSQL keeps its promises here (fsync on): what is killed is to be found again.
"""

import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from portal.supervisor import keys
from portal.supervisor.processes import CannotStart, end
from portal.supervisor.servers import Postgres
from portal.supervisor.services import Program, Service, product
from tests.e2e.clinic import ROOT, Clinic, free_port
from tests.faults.history import Device, History, Thread

RESTART_WITHIN = 60.0


class Product(Clinic):
    """One or two web processes, relay, worker and beat; `hurt` one of them, or the servers, and `mend` it."""

    def __init__(self, name: str, *, webs: int = 1, jobs: bool = False) -> None:
        super().__init__(name, fill="tests.faults.people")
        self.ports = [self.port, *(free_port() for _ in range(webs - 1))]
        self.jobs = jobs
        self.threads: list[dict[str, Any]] = []
        self.postgres = Postgres(
            self.folder / "postgres", sockets=self.folder, log_file=self.folder / "postgres.log"
        )

    @property
    def database_url(self) -> str:
        return self.postgres.database_url

    # --- life -------------------------------------------------------------------------------------------

    @property
    def names(self) -> list[str]:
        webs = ["web", "web2"][: len(self.ports)]
        return [*webs, "relay", *(["worker", "beat"] if self.jobs else [])]

    def start(self) -> "Product":
        keys.ensure(self.folder / "data")
        (self.folder / "dist").mkdir()
        self.valkey.start()
        self.postgres.start()
        self._run("manage.py", "migrate", "--no-input", "-v", "0")
        self.threads = json.loads(self._run("-m", self.fill))
        for name in self.names:
            self.start_service(name)
        self.wait_until_ready()
        return self

    def stop(self) -> None:
        for name in list(self.services):
            self.stop_service(name, kill=True)
        self.valkey.stop()
        self.postgres.stop()
        self.remove_folder()

    def keep_logs(self, folder: Path) -> None:
        """For whoever looks for the reason of a finding."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in self.folder.glob("*.log"):
            shutil.copy(file, folder)

    def start_service(self, name: str) -> None:
        if name != "web2":
            super().start_service(name)
            return
        web = next(p for p in product(self.ports[1], self.folder / "data") if p.name == "web")
        self.services[name] = self.service(replace(web, name=name))
        self.services[name].start()

    def service(self, program: Program) -> Service:
        return Service(program, log_dir=self.folder, env=self.env, cwd=ROOT)

    # --- hurting ----------------------------------------------------------------------------------------

    def kill(self, name: str) -> None:
        """`kill -9`, without a word before."""
        if name in ("postgres", "valkey"):
            server = self.postgres if name == "postgres" else self.valkey
            assert server.process is not None
            end(server.process, first=signal.SIGKILL)
        else:
            self.stop_service(name, kill=True)

    def mend(self, name: str) -> None:
        """Starts again what was killed. Whoever calls must be the main thread: children are tied to it."""
        if name == "postgres":
            self._start_postgres()
        elif name == "valkey":
            self.valkey.start()
        else:
            self.start_service(name)

    def restart_postgres(self, how: signal.Signals) -> None:
        """`pg_ctl restart`: SIGINT is its mode fast, SIGQUIT immediate."""
        process = self.postgres.process
        assert process is not None
        process.send_signal(how)
        process.wait(30)
        self._start_postgres()

    def _start_postgres(self) -> None:
        """Backends of a killed server end a moment later; until then a new one refuses to start."""
        until = time.monotonic() + RESTART_WITHIN
        while True:
            try:
                self.postgres.start()
                return
            except CannotStart:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)

    # --- asking -----------------------------------------------------------------------------------------

    def cookies(self, wanted: dict[str, int]) -> dict[str, list[str]]:
        """Sessions of people, so many of each."""
        code = f"from tests.faults.people import cookies\nout = {{w: cookies(w, n) for w, n in {wanted!r}.items()}}"
        found: dict[str, list[str]] = self.shell(code)
        return found

    def history(self, devices: list[Device]) -> History:
        threads = {
            row["id"]: Thread(row["id"], frozenset(row["entitled"]), row["before"]) for row in self.threads
        }
        return History(threads=threads, devices={device.name: device for device in devices})

    def audit(self) -> tuple[bool, str]:
        """Whether `verify_audit` says that the chain holds, and its words."""
        done = subprocess.run(
            [sys.executable, "manage.py", "verify_audit"],
            cwd=ROOT, env=self.env, capture_output=True, text=True,
        )  # fmt: skip
        return done.returncode == 0, done.stdout + done.stderr
