"""Starts everything in order, keeps it running, ends everything: the one parent of all our processes."""

import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO

from portal.supervisor import keys, state, web
from portal.supervisor.processes import CannotStart, end, spawn, tied
from portal.supervisor.servers import Postgres, Valkey, run_dir
from portal.supervisor.services import Program, Service

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 120.0
# So many deaths before the first answer mean a fault that a further start will not mend.
TOO_MANY_DEATHS = 4
SHOW_EVERY = 5.0
# Seconds between the tries to start a server again that ended by itself.
RESTART_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)


class Ended(Exception):
    """A signal asked us to end."""


def say(text: str) -> None:
    try:
        print(text, flush=True)
    except OSError:
        return  # the terminal is gone, or nobody reads the pipe any more; the logs have it all


def tail(log_file: Path, lines: int) -> list[str]:
    return log_file.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-lines:]


class Supervisor:
    """`programs` run for ever, after each of `preparations` ran once to its end."""

    def __init__(
        self,
        *,
        data_dir: Path,
        port: int,
        preparations: Sequence[tuple[str, Program]],
        programs: Sequence[Program],
        env: dict[str, str],
    ) -> None:
        self.data_dir = data_dir
        self.port = port
        self.preparations = preparations
        self.programs = programs
        self.env = env
        self.logs = data_dir / "logs"
        self.run_file = state.RunFile(data_dir)
        self.servers: list[Postgres | Valkey] = []
        self.services: list[Service] = []
        self._lock: IO[str] | None = None
        self._asked_to_end = False

    def run(self) -> int:
        """Until a signal. Returns the exit code: 0 when asked to end, 1 when it could not start."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end_soon)
        try:
            self._start()
            while True:
                self._watch()
                self._sleep()
        except Ended:
            return 0
        except CannotStart as reason:
            say(str(reason))
            return 1
        finally:
            self._stop()

    # --- start ---------------------------------------------------------------------------------------

    def _start(self) -> None:
        began = time.monotonic()
        self.logs.mkdir(parents=True, exist_ok=True)
        self._lock = state.lock(self.data_dir, f"process {os.getpid()}, http://localhost:{self.port}")
        left = self.run_file.clean()
        if left:
            say(f"Ended what an earlier start left behind: {', '.join(left)}.")
        web.require_free(self.port)
        keys.ensure(self.data_dir)
        self._start_servers()
        for title, program in self.preparations:
            self._prepare(title, program)
        self._start_services()
        self._wait_ready()
        say(f"Ready after {time.monotonic() - began:.0f} s. Logs: {self.logs}. Ctrl-C ends it.")
        self._greet()

    def _start_servers(self) -> None:
        sockets = run_dir()
        self.run_file.use_sockets(sockets)
        addresses = {"DATABASE_URL": os.environ.get("DATABASE_URL"), "REDIS_URL": os.environ.get("REDIS_URL")}
        if not addresses["DATABASE_URL"]:
            postgres = Postgres(
                self.data_dir / "postgres", sockets=sockets, log_file=self.logs / "postgres.log"
            )
            self._start_server(postgres)
            addresses["DATABASE_URL"] = postgres.database_url
        if not addresses["REDIS_URL"]:
            valkey = Valkey(sockets, log_file=self.logs / "valkey.log")
            self._start_server(valkey)
            addresses["REDIS_URL"] = valkey.redis_url
        self.env |= {name: value for name, value in addresses.items() if value}

    def _start_server(self, server: Postgres | Valkey) -> None:
        say(f"Starting {server.name} ...")
        self.servers.append(server)
        server.start(partial(self.run_file.add, server.name))
        self._check_end()

    def _prepare(self, title: str, program: Program) -> None:
        say(f"{title} ...")
        log_file = self.logs / f"{program.name}.log"
        with log_file.open("wb") as log:
            process = spawn(tied(program.command), log=log, env=self.env, cwd=ROOT)
        self.run_file.add(program.name, process.pid)
        began = shown = time.monotonic()
        try:
            while process.poll() is None:
                self._sleep(0.05)
                if time.monotonic() - shown > SHOW_EVERY:
                    shown = time.monotonic()
                    say(f"  {(tail(log_file, 1) or ['working'])[0][:100]} ({shown - began:.0f} s)")
        finally:
            end(process)
        if process.returncode != 0:
            raise CannotStart("\n".join([f"{title} failed (log: {log_file}):", *tail(log_file, 8)]))

    def _start_services(self) -> None:
        say("Starting " + ", ".join(program.name for program in self.programs) + " ...")
        for program in self.programs:
            service = Service(program, log_dir=self.logs, env=self.env, cwd=ROOT)
            self.services.append(service)
            self._start_service(service)

    def _start_service(self, service: Service) -> None:
        self.run_file.add(service.program.name, service.start())

    def _wait_ready(self) -> None:
        until = time.monotonic() + READY_WITHIN
        while web.get(self.port, "/health/ready")[0] != 200:
            self._watch()
            hopeless = [service for service in self.services if service.deaths >= TOO_MANY_DEATHS]
            if hopeless or time.monotonic() > until:
                log = hopeless[0].log_file if hopeless else self.logs / "web.log"
                raise CannotStart(f"The portal does not answer. What went wrong stands in {log}.")
            self._sleep()

    def _greet(self) -> None:
        found = web.people(self.port)
        say(f"\n  http://localhost:{self.port}\n")
        if found:
            width = max(len(name) for name, _ in found)
            say("The demo's sign-in page offers each of them with one tap:")
            say("\n".join(f"  {name:<{width}}  {role}" for name, role in found))

    # --- run, end --------------------------------------------------------------------------------------

    def _watch(self) -> None:
        for service in self.services:
            what = service.tick()
            if what == "died":
                say(f"{service.program.name} ended; starting it again. Its log: {service.log_file}")
            elif what == "due":
                self._start_service(service)
        for server in self.servers:
            if server.process is not None and server.process.poll() is not None:
                say(f"{server.name} ended; starting it again. Its log: {server.log_file}")
                self._restart_server(server)

    def _restart_server(self, server: Postgres | Valkey) -> None:
        """A killed PostgreSQL leaves backends that end a moment later; until then it refuses to start."""
        for wait in RESTART_WAITS:
            try:
                server.start(partial(self.run_file.add, server.name))
                return
            except CannotStart as reason:
                say(str(reason))
                self._sleep(wait)
        server.start(partial(self.run_file.add, server.name))

    def _sleep(self, seconds: float = 0.25) -> None:
        self._check_end()
        time.sleep(seconds)
        self._check_end()

    def _check_end(self) -> None:
        if self._asked_to_end:
            raise Ended

    def _end_soon(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_end = True

    def _stop(self) -> None:
        if self._lock is None:
            return
        running = [service.process for service in self.services if service.process is not None]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in running:
            end(process, seconds=8)
        for server in reversed(self.servers):
            server.stop()
        self.run_file.forget()
        self._lock.close()
        say("Stopped.")
