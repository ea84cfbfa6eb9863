"""Taking turns: who is alone is alone, and the others run side by side."""

import threading
from pathlib import Path

from tests.alone import turn

SOON = 0.2


class Somebody:
    """A test in another worker: takes its turn, says that it is in, and leaves when it is told."""

    def __init__(self, folder: Path, *, alone: bool) -> None:
        self.is_in, self.leave = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._take, args=(folder, alone))
        self._thread.start()

    def _take(self, folder: Path, alone: bool) -> None:
        with turn(alone=alone, folder=folder):
            self.is_in.set()
            self.leave.wait(20)

    def end(self) -> None:
        self.leave.set()
        self._thread.join(20)


def test_ordinary_tests_run_side_by_side(tmp_path: Path) -> None:
    first, second = Somebody(tmp_path, alone=False), Somebody(tmp_path, alone=False)
    assert first.is_in.wait(20) and second.is_in.wait(20)
    first.end()
    second.end()


def test_who_wants_the_room_alone_waits_for_it_and_lets_no_newcomer_in(tmp_path: Path) -> None:
    ordinary = Somebody(tmp_path, alone=False)
    assert ordinary.is_in.wait(20)
    alone = Somebody(tmp_path, alone=True)
    assert not alone.is_in.wait(SOON)
    newcomer = Somebody(tmp_path, alone=False)
    ordinary.end()
    assert alone.is_in.wait(20)
    assert not newcomer.is_in.wait(SOON)
    alone.end()
    assert newcomer.is_in.wait(20)
    newcomer.end()
