"""`manage.py relay`: numbers what no process numbered after its commit, and runs due reactions."""

import logging
import signal
import threading
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from portal.outbox import jobs
from portal.outbox.relay import BATCH, relay_items

log = logging.getLogger("portal.outbox.relay")
_POLL_SECONDS = 0.5
# Where much happens, what a round costs by itself is shared by more.
_BUSY_POLL_SECONDS = 1.0
_BUSY = 50
_AFTER_ERROR_SECONDS = 1.0


class Command(BaseCommand):
    help = "Delivers the outbox: numbers items, wakes recipients, runs handlers. Several may run at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")
        parser.add_argument("--heartbeat", type=Path, help="a file touched after each round")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["once"]:
            while relay_items() + jobs.run_due():
                close_old_connections()
            return
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        log.info("relay started")
        while not stop.is_set():
            try:
                ran, more = self._step()
            except DatabaseError as error:
                log.warning("relay waits for the database error=%s", type(error).__name__)
                connection.close()
                stop.wait(_AFTER_ERROR_SECONDS)
                continue
            if options["heartbeat"]:
                options["heartbeat"].touch()
            if not more:  # a rest after each round makes one of many small ones
                stop.wait(_BUSY_POLL_SECONDS if ran > _BUSY else _POLL_SECONDS)
        log.info("relay ended")

    def _step(self) -> tuple[int, bool]:
        """How many reactions ran, and whether more is waiting."""
        close_old_connections()
        if relay_items() == BATCH:
            return 0, True
        batch = jobs.run_batch()
        return batch.ran, batch.more
