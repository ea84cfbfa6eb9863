"""Database work of sockets, in a few threads of their own.

Channels' default runs all of it in one thread: one slow query would hold up every socket of the process.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from channels.db import database_sync_to_async

P = ParamSpec("P")
R = TypeVar("R")
# Fewer than the connection pool holds: HTTP requests share it.
_executor = ThreadPoolExecutor(max_workers=4, thread_name_prefix="sockets")


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    run: Callable[..., object] = database_sync_to_async(function, thread_sensitive=False, executor=_executor)
    return await run(*args, **kwargs)  # type: ignore[misc, no-any-return]  # Channels ships no types
