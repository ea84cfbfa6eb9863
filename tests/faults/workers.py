"""Starts workers on the test's own database, all at once, and kills them where a test wants it."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def database_url() -> str:
    """The address of the servers with the name of this test's database."""
    before, _, query = os.environ["DATABASE_URL"].partition("?")
    name = connection.settings_dict["NAME"]
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


class Workers:
    def __init__(self, count: int, what: str = "send", *, ahead: float = 0) -> None:
        command = [sys.executable, "-m", "tests.faults.sender", what, str(ahead or 0)]
        env = os.environ | {"DATABASE_URL": database_url(), "PYTHONPATH": str(ROOT)}
        self.processes = [
            subprocess.Popen(
                command, cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for _ in range(count)
        ]

    def begin(self) -> "Workers":
        """Waits until each one is ready, then lets all go at the same moment."""
        for process in self.processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        return self

    def kill(self) -> None:
        """As a power cut would."""
        for process in self.processes:
            process.kill()
            process.communicate()

    def finish(self) -> None:
        for process in self.processes:
            process.communicate(timeout=120)
            assert process.returncode == 0
