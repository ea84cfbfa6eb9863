"""The connection of a thread that serves again and again.

To take one from the pool, look whether it lives, and give it back after each piece of work costs as much as
the work. Such a thread keeps its own while there is work. Use no more such threads than the pool holds
connections: a resting one is nobody else's.
"""

import select
import threading
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")
# A connection that rested longer goes back, and the pool looks whether the next one lives.
_REST_SECONDS = 5.0


class _Used(threading.local):
    at = 0.0


_used = _Used()


def kept(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Runs it on this thread's connection, which stays open afterwards, unless something went wrong on it."""
    if time.monotonic() - _used.at > _REST_SECONDS or _has_ended():
        connection.close()
    try:
        return function(*args, **kwargs)
    finally:
        _used.at = time.monotonic()
        if connection.errors_occurred:
            connection.close()


def _has_ended() -> bool:
    """Whether PostgreSQL has said good-bye meanwhile: on a connection that rests there is nothing to read."""
    held = connection.connection
    if held is None or held.closed:
        return False  # a closed one is replaced at the first query
    line = select.poll()
    line.register(held.fileno(), select.POLLIN)
    return bool(line.poll(0))
