"""A whole product for the journeys: the demo's settings, its own database and Valkey, the very commands of
`make run`. Nothing of it runs in the process of the tests, which therefore needs no database access."""

import fcntl
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from portal.supervisor import bootstrap, keys
from portal.supervisor.servers import Valkey, run_dir
from portal.supervisor.services import Program, Service, product
from tests import demo_clinic, migrated
from tests.e2e.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 60.0


class Clinic:
    """`fill` is the module that fills the database once: it is run as `python -m <fill>`. Without one it is
    the demo clinic."""

    def __init__(self, name: str, *, fill: str = "") -> None:
        self.name, self.fill = name, fill
        self.folder = run_dir(f"footbridge-e2e-{name}-")
        self.port = free_port()
        # A passkey is tied to a host name, and an address of numbers is none.
        self.origin = f"http://localhost:{self.port}"
        self.database = f"e2e_{name}_{os.getpid()}"
        self.valkey = Valkey(self.folder, log_file=self.folder / "valkey.log")
        self.services: dict[str, Service] = {}
        self._shell: Shell | None = None

    @property
    def env(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.valkey.redis_url,
            "FOOTBRIDGE_DATA": str(self.folder / "data"),
            "FRONTEND_DIST": str(self.folder / "dist"),
            "PORT": str(self.port),
            "PUBLIC_ORIGIN": self.origin,
            "PYTHONPATH": str(ROOT),
        }

    @property
    def database_url(self) -> str:
        return migrated.address_of(self.database)

    # --- life -------------------------------------------------------------------------------------------

    def start(self) -> "Clinic":
        """Database, Valkey, web and relay. `worker` and `beat` are started by the tests that need them."""
        # A copy: a build in the middle of the run must not take the files away under the server.
        shutil.copytree(bootstrap.FRONTEND / "dist", self.folder / "dist")
        self.valkey.start()
        if self.fill:
            keys.ensure(self.folder / "data")
            migrated.copy_to(self.database)
            self._run("-m", self.fill)
        else:
            demo_clinic.copy_to(self.database, self.folder / "data")
        for name in ("web", "relay"):
            self.start_service(name)
        self.wait_until_ready()
        return self

    def stop(self) -> None:
        for name in list(self.services):
            self.stop_service(name)
        self.valkey.stop()
        migrated.remove(self.database)
        self.remove_folder()

    def remove_folder(self) -> None:
        if self._shell is not None:
            self._shell.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_service(self, name: str) -> None:
        """web, relay, worker or beat, as `make run` starts them."""
        programs = {program.name: program for program in product(self.port, self.folder / "data")}
        program: Program = programs[name]
        self.services[name] = Service(program, log_dir=self.folder, env=self.env, cwd=ROOT)
        self.services[name].start()

    def stop_service(self, name: str, *, kill: bool = False) -> None:
        """Ends a service; `kill` without a word, as a power cut would."""
        process = self.services.pop(name).process
        if process is None:
            return
        process.kill() if kill else process.terminate()
        process.wait(20)

    # --- for the tests ----------------------------------------------------------------------------------

    def shell(self, code: str) -> Any:
        """Runs Python inside the product, against its database, and gives back what it leaves in `out`."""
        self._shell = self._shell or Shell(self.env, self.folder / "shell.log")
        return self._shell.run(code)

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True
        )
        if done.returncode:
            raise AssertionError(f"{arguments[:2]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def wait_until_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            if self._is_ready():
                return
            time.sleep(0.1)
        raise AssertionError(f"The product did not become ready:\n{self.log('web')[-4000:]}")

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health/ready", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        except OSError:
            return False  # not listening yet
        finally:
            connection.close()


def build_frontend() -> None:
    """`frontend/dist`, made anew only where its sources have changed since."""
    bootstrap.make_data_folder()
    with (bootstrap.DATA / "frontend.lock").open("w") as lock:  # one of the workers builds it
        fcntl.flock(lock, fcntl.LOCK_EX)
        bootstrap.prepare_frontend()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
