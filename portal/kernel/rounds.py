"""What several threads ask at the same moment, done in one go by one of them.

While one round is on its way, all who ask meanwhile wait for the next; the first of them runs it.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

# Where so many asked together in the last round, whoever leads the next one waits so long for more of them:
# each round that is saved costs nobody anything.
_MANY = 3
_FOR_MORE_SECONDS = 0.01
Q = TypeVar("Q")
A = TypeVar("A")


class _Asked(Generic[Q, A]):
    def __init__(self, question: Q) -> None:
        self.question = question
        self.answer: A | None = None
        self.answered = False
        self.turn = threading.Event()  # it is answered, or may lead


class Rounds(Generic[Q, A]):
    """`many` answers questions in their order, at most so many in a round, None where one has to be asked by
    itself. It runs in the thread of any of those who ask, on that thread's connection."""

    def __init__(self, many: Callable[[Sequence[Q]], Sequence[A | None]], *, most: int) -> None:
        self._many, self._most = many, most
        self._lock = threading.Lock()
        self._waiting: list[_Asked[Q, A]] = []
        self._led = False
        self._last = 0

    def ask(self, question: Q) -> tuple[A | None, bool]:
        """The answer, and whether others were asked about in the same round. A round of several that raises
        answers None to all of them; what a question raises by itself, it raises here."""
        mine: _Asked[Q, A] = _Asked(question)
        with self._lock:
            self._waiting.append(mine)
            leads, self._led = not self._led, True
        if not leads:
            mine.turn.wait()
            if mine.answered:
                return mine.answer, True
        return self._lead(mine)

    def _lead(self, mine: _Asked[Q, A]) -> tuple[A | None, bool]:
        if self._last >= _MANY:
            time.sleep(_FOR_MORE_SECONDS)
        with self._lock:  # mine is the first of them
            together, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            self._last = len(together)
        answers: Sequence[A | None] = [None for _ in together]
        try:
            answers = self._many([one.question for one in together])
        except Exception:  # of several, each asks by itself then, and hears its own trouble
            if len(together) == 1:
                raise
        finally:
            self._end(together, answers)
        return mine.answer, len(together) > 1

    def _end(self, together: Sequence[_Asked[Q, A]], answers: Sequence[A | None]) -> None:
        with self._lock:
            following = self._waiting[0] if self._waiting else None
            self._led = following is not None
        if following is not None:
            following.turn.set()
        for one, answer in zip(together, answers, strict=True):
            one.answer, one.answered = answer, True
            one.turn.set()
