"""Threads that ask at the same moment share a round; each gets its own answer, and none waits for ever."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.kernel.rounds import Rounds


class Office:
    """Doubles what it is asked. The first round waits until the others have come."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.first = threading.Event()
        self.gate = threading.Event()
        self.rounds: Rounds[int, int] = Rounds(self._many, most=5)

    def _many(self, numbers: Sequence[int]) -> list[int | None]:
        self.sizes.append(len(numbers))
        if not self.first.is_set():
            self.first.set()
            self.gate.wait(10)
        if 13 in numbers:
            raise ValueError("thirteen")
        return [None if number < 0 else number * 2 for number in numbers]

    def ask_all(self, numbers: Sequence[int]) -> list[tuple[int | None, bool]]:
        """The first by itself; then the others, who wait for it."""
        with ThreadPoolExecutor(len(numbers)) as pool:
            asked = [pool.submit(self.rounds.ask, numbers[0])]
            self.first.wait(10)
            asked += [pool.submit(self.rounds.ask, number) for number in numbers[1:]]
            while len(self.rounds._waiting) < len(numbers) - 1:
                threading.Event().wait(0.005)
            self.gate.set()
            return [one.result(timeout=10) for one in asked]


def test_who_asks_during_a_round_shares_the_next_and_gets_their_own_answer() -> None:
    office = Office()
    assert office.ask_all([1, 2, 3, -4]) == [(2, False), (4, True), (6, True), (None, True)]
    assert office.sizes == [1, 3]


def test_no_round_is_larger_than_the_limit_and_nobody_is_left_behind() -> None:
    office = Office()
    answers = office.ask_all(list(range(20, 33)))
    assert [answer for answer, _ in answers] == [number * 2 for number in range(20, 33)]
    assert sum(office.sizes) == 13 and max(office.sizes) == 5


def test_one_alone_raises_and_the_next_one_is_served() -> None:
    office = Office()
    office.gate.set()
    with pytest.raises(ValueError, match="thirteen"):
        office.rounds.ask(13)
    assert office.rounds.ask(2) == (4, False)


def test_where_a_round_of_several_raises_each_has_to_ask_by_itself() -> None:
    office = Office()
    assert office.ask_all([1, 2, 13, 3]) == [(2, False), (None, True), (None, True), (None, True)]
    assert office.rounds.ask(4) == (8, False)


def test_where_many_ask_the_next_round_waits_a_moment_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.kernel.rounds._FOR_MORE_SECONDS", 0.3)
    office = Office()
    office.ask_all([1, 2, 3, 4])  # the last round was one of three
    with ThreadPoolExecutor(4) as pool:
        asked = []
        for number in (5, 6, 7, 8):
            asked.append(pool.submit(office.rounds.ask, number))
            threading.Event().wait(0.01)
        assert [one.result(timeout=10)[0] for one in asked] == [10, 12, 14, 16]
    assert office.sizes == [1, 3, 4]


def test_who_asks_alone_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.kernel.rounds._FOR_MORE_SECONDS", 3600)
    office = Office()
    office.gate.set()
    assert [office.rounds.ask(number) for number in (1, 2)] == [(2, False), (4, False)]


def test_many_threads_again_and_again() -> None:
    office = Office()
    office.gate.set()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(office.rounds.ask, range(100, 1100)))
    assert [answer for answer, _ in found] == [number * 2 for number in range(100, 1100)]
    assert sum(office.sizes) == 1000
