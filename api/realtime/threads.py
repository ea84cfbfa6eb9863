"""Database work of sockets, in a few threads of their own.

Channels' default runs all of it in one thread: one slow query would hold up every socket of the process.
Each thread keeps its connection from one piece of work to the next: to take one from the pool, look whether
it lives, and give it back costs more than the work of a message.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")
# Fewer than the connection pool holds: HTTP requests share it.
SIZE = 4
executor = ThreadPoolExecutor(max_workers=SIZE, thread_name_prefix="sockets")
# A connection that rested longer goes back, and the pool looks whether the next one lives.
_REST_SECONDS = 5.0


class _Used(threading.local):
    at = 0.0


_used = _Used()


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return await asyncio.get_running_loop().run_in_executor(
        executor, partial(_call, function, *args, **kwargs)
    )


def _call(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    if time.monotonic() - _used.at > _REST_SECONDS:
        connection.close()
    try:
        return function(*args, **kwargs)
    finally:
        _used.at = time.monotonic()
        if connection.errors_occurred or connection.in_atomic_block:
            connection.close()
