"""A PostgreSQL and a Valkey that are gone with their folder: for one test run, for one run of the checks.

Several runs at the same time do not meet. DATABASE_URL or REDIS_URL in the environment replaces either.
"""

import os
import shutil

from portal.supervisor.servers import Postgres, Valkey, run_dir


class Throwaway:
    """The addresses are known before the servers run, so that settings can be read first."""

    def __init__(self) -> None:
        self.folder = run_dir("footbridge-test-")
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None

    def announce(self) -> None:
        """Put the addresses in the environment, and a data folder that is not the clone's own."""
        os.environ["FOOTBRIDGE_DATA"] = str(self.folder / "data")
        if not os.environ.get("DATABASE_URL"):
            self.postgres = Postgres(
                self.folder / "postgres", sockets=self.folder, log_file=self.folder / "pg.log", throwaway=True
            )
            os.environ["DATABASE_URL"] = self.postgres.database_url
        if not os.environ.get("REDIS_URL"):
            self.valkey = Valkey(self.folder, log_file=self.folder / "valkey.log")
            os.environ["REDIS_URL"] = self.valkey.redis_url

    def start(self) -> None:
        for server in (self.postgres, self.valkey):
            if server is not None:
                server.start()

    def stop(self) -> None:
        for server in (self.valkey, self.postgres):
            if server is not None:
                server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
