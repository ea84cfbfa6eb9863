"""Starts workers on the test's own database, all at once, and kills them where a test wants it."""

import multiprocessing

from django.db import connection

from tests.faults import sender

# Each worker is a process of its own, forked from one in which Django has started: no two seconds for each.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([sender.__name__])


class Workers:
    def __init__(self, count: int, what: str = "send", *, ahead: float = 0) -> None:
        self.lines, self.processes = [], []
        for _ in range(count):
            ours, theirs = _processes.Pipe()
            told = (theirs, connection.settings_dict["NAME"], what, ahead)
            process = _processes.Process(target=sender.main, args=told)
            process.start()
            theirs.close()
            self.lines.append(ours)
            self.processes.append(process)

    def begin(self) -> "Workers":
        """Waits until each one is ready, then lets all go at the same moment."""
        for line in self.lines:
            assert line.recv() == "ready"
        for line in self.lines:
            line.send("go")
            line.close()
        return self

    def kill(self) -> None:
        """As a power cut would."""
        for process in self.processes:
            process.kill()
            process.join()
            process.close()

    def finish(self) -> None:
        for process in self.processes:
            process.join(120)
            assert process.exitcode == 0
            process.close()
