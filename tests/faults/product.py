"""A whole product that may be hurt: the very commands of `make run`, a PostgreSQL and a Valkey of its own.

PostgreSQL keeps its promises here (fsync on): what is killed is to be found again.
"""

import asyncio
import fcntl
import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from portal.supervisor import keys
from portal.supervisor.processes import CannotStart, end
from portal.supervisor.servers import Postgres
from portal.supervisor.services import Program, Service, product
from tests.e2e.clinic import ROOT, Clinic, free_port
from tests.faults.history import Device, History, Thread
from tests.faults.waiting import until
from tests.faults.wire import Answer, Door, Lost

RESTART_WITHIN = 60.0
# The conversations, and who may read each.
PEOPLE = "people.json"
# Beat asks for sealing every ten seconds; a worker that died waits for its turn to be started again.
AT_WORK_WITHIN = 45.0
# Not committed: reports, and the logs of what went wrong.
REPORTS = ROOT / ".data" / "faults"


class Product(Clinic):
    """One or two web processes, relay, worker and beat; `hurt` one of them, or the servers, and `mend` it."""

    def __init__(self, name: str, *, webs: int = 1, jobs: bool = False, alike: Path | None = None) -> None:
        """`alike`: a folder for what products of one run have in common when they start: their keys, and a
        database with the same people in it. The first of them makes it."""
        super().__init__(name, fill="tests.faults.people")
        self.alike = alike
        self.ports = [self.port, *(free_port() for _ in range(webs - 1))]
        self.jobs = jobs
        self.died: Counter[str] = Counter()  # by themselves
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
        (self.folder / "dist").mkdir()
        self.valkey.start()
        if self.alike is None:
            self._make()
        else:
            self._be_alike(self.alike)
        self.threads = json.loads((self.folder / PEOPLE).read_text(encoding="ascii"))
        self.postgres.start()
        for name in self.names:
            self.start_service(name)
        self.wait_until_ready()
        return self

    def _be_alike(self, alike: Path) -> None:
        alike.mkdir(exist_ok=True)
        with (alike / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if (alike / PEOPLE).exists():
                _copy(alike, self.folder)
            else:
                self._make()
                _copy(self.folder, alike)

    def _make(self) -> None:
        """Keys, and a database that is filled and has been shut down."""
        keys.ensure(self.folder / "data")
        self.postgres.start()
        self._run("manage.py", "migrate", "--no-input", "-v", "0")
        people = self._run("-m", self.fill)
        self.postgres.stop()
        (self.folder / PEOPLE).write_text(people, encoding="ascii")

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

    def service(self, program: Program, **env: str) -> Service:
        return Service(program, log_dir=self.folder, env=self.env | env, cwd=ROOT)

    def start_web(self, name: str, *, before: tuple[str, ...] = (), **env: str) -> int:
        """One more web process with something else around it. Returns its port."""
        port = free_port()
        web = next(p for p in product(port, self.folder / "data") if p.name == "web")
        self.services[name] = self.service(Program(name, (*before, *web.command)), **env)
        self.services[name].start()
        until(lambda: self.answers(port), within=RESTART_WITHIN)
        return port

    def answers(self, port: int) -> bool:
        try:
            return (
                asyncio.run(Door((port,), self.origin).ask("GET", "/health/ready", port=port)).status == 200
            )
        except Lost:
            return False

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

    def heal(self) -> None:
        """Whatever does not run is started, and the product is whole again."""
        for name in ("postgres", "valkey", *self.names):
            if not self.runs(name):
                self.mend(name)
        self.wait_until_ready()

    def runs(self, name: str) -> bool:
        if name in ("postgres", "valkey"):
            process = (self.postgres if name == "postgres" else self.valkey).process
        else:
            process = self.services[name].process if name in self.services else None
        return process is not None and process.poll() is None

    def watch(self) -> None:
        """Starts again what died by itself, after the same waits as the supervisor."""
        for name, service in self.services.items():
            what = service.tick()
            if what == "died":
                self.died[name] += 1
            elif what == "due":
                service.start()

    def wait_until_at_work(self) -> None:
        """Until beat and worker have done something that was not due before: sealed a new audit entry."""
        self.shell(
            "from portal import audit; from portal.kernel.actor import Actor\n"
            "audit.record(Actor.system('faults'), 'audit.verify')"
        )

        with self.sql() as database:
            entry = database.execute("SELECT max(id) FROM audit_entry").fetchone()

        def sealed() -> bool:
            self.watch()
            with self.sql() as database:
                link = database.execute("SELECT 1 FROM audit_link WHERE %s = ANY(entry_ids)", entry)
                return link.fetchone() is not None

        until(sealed, within=AT_WORK_WITHIN)

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

    def get(self, path: str, *, within: float = 10) -> Answer:
        """As nobody in particular: the health pages."""
        door = Door(tuple(self.ports), self.origin)
        return asyncio.run(door.ask("GET", path, port=self.port, within=within))

    @contextmanager
    def sql(self) -> Iterator["psycopg.Connection[tuple[Any, ...]]"]:
        """A connection of the test's own, each statement for itself."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            yield connection

    def sign_in(self, devices: list[Device]) -> tuple[History, dict[str, str]]:
        """A history that begins now, and a session's cookie for each device."""
        wanted = Counter(device.person for device in devices)
        found = self.shell(
            "from tests.faults import people\n"
            f"made = {{who: people.cookies(who, n) for who, n in {dict(wanted)!r}.items()}}\n"
            "out = [made, people.lengths()]"
        )
        made, lengths = found
        threads = {
            row["id"]: Thread(row["id"], frozenset(row["entitled"]), lengths[row["id"]])
            for row in self.threads
        }
        history = History(threads=threads, devices={device.name: device for device in devices})
        return history, {device.name: made[device.person].pop() for device in devices}

    def as_person(self, who: str) -> Door:
        """A device of somebody, signed in now."""
        made = self.shell(f"from tests.faults import people\nout = people.cookies({who!r}, 1)")
        return Door(tuple(self.ports), self.origin, made[0])

    def thread_of(self, who: str) -> str:
        return str(next(row["id"] for row in self.threads if who in row["entitled"]))

    def audit(self) -> tuple[bool, str]:
        """Whether `verify_audit` says that the chain holds, and its words."""
        done = subprocess.run(
            [sys.executable, "manage.py", "verify_audit"],
            cwd=ROOT, env=self.env, capture_output=True, text=True,
        )  # fmt: skip
        return done.returncode == 0, done.stdout + done.stderr


def _copy(folder: Path, to: Path) -> None:
    """What products have in common. The list of people comes last: with it the copy is whole."""
    shutil.copytree(folder / "data", to / "data")
    shutil.copytree(folder / "postgres", to / "postgres")
    for file in ("postgres.password", PEOPLE):
        shutil.copy(folder / file, to)
