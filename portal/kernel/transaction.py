"""One action, one transaction. `@action` is on every public action and on nothing else."""

import functools
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from portal.kernel import statements

P = ParamSpec("P")
R = TypeVar("R")

_RETRY = {"40001", "40P01"}  # serialization failure, deadlock detected
_TIMES = 3
_afterwards: ContextVar[list[Callable[[], None]] | None] = ContextVar("afterwards", default=None)


def after_the_end(function: Callable[[], None]) -> None:
    """Runs when the action has ended, by commit or by rollback; at once where no action runs.

    For what must outlive a rollback: the audit of a denial.
    """
    waiting = _afterwards.get()
    if waiting is None:
        function()
    else:
        waiting.append(function)


def _worth_retrying(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in _RETRY


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Runs in one durable transaction; a deadlock or serialization error is tried twice more.

    Durable: an action that calls another action fails at once, outside Django's TestCase.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, _TIMES + 1):
            waiting: list[Callable[[], None]] = []
            token = _afterwards.set(waiting)
            try:
                with transaction.atomic(durable=True):
                    return function(*args, **kwargs)
            except OperationalError as error:
                if attempt == _TIMES or not _worth_retrying(error):
                    raise
            finally:
                _afterwards.reset(token)
                for late in waiting:
                    late()
        raise AssertionError("unreachable")

    return run


def one_statement(text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """An action that is one statement, and so its own transaction: no BEGIN, no COMMIT to wait for. Retried
    like `action`; like that, it is refused inside a transaction that somebody else has open."""
    _alone()
    for attempt in range(1, _TIMES + 1):
        try:
            return statements.run(text, parameters)
        except OperationalError as error:
            if attempt == _TIMES or not _worth_retrying(error):
                raise
    raise AssertionError("unreachable")


def _alone() -> None:
    blocks: list[Any] = connection.atomic_blocks  # as Django's own check: a test's block is none
    if any(not block._from_testcase for block in blocks):
        raise RuntimeError("A statement that is an action of its own stands in no other transaction.")
