"""One open socket as the hub sees it: a bounded queue and the task that writes it out."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from api.realtime.auth import Person
from api.realtime.limits import QUEUE
from api.realtime.wire import Close, write

_SEND_SECONDS = 10.0


class Connection:
    """Never makes anybody wait for a slow reader: it is closed, and catches up by sequence."""

    def __init__(
        self,
        person: Person,
        *,
        send: Callable[[str], Awaitable[Any]],
        close: Callable[[int], Awaitable[Any]],
    ) -> None:
        self.person = person
        self.session = person.actor.session
        self.closing: Close | None = None
        self._send, self._close = send, close
        self._queue: deque[str] = deque()
        self._filled = asyncio.Event()
        self._writer = asyncio.create_task(self._write_out())
        self._closer: asyncio.Task[None] | None = None

    def offer(self, frame: dict[str, Any] | str) -> None:
        if self.closing is not None:
            return
        if len(self._queue) >= QUEUE:
            self.end(Close.SLOW)
            return
        self._queue.append(frame if isinstance(frame, str) else write(frame))
        self._filled.set()

    def mention(self, frame: dict[str, Any] | str) -> None:
        """For what may be lost: who is behind already is told nothing of it."""
        if not self._queue:
            self.offer(frame)

    def end(self, code: Close) -> None:
        """Sends nothing more, not even what is queued, and closes."""
        if self.closing is None:
            self.closing = code
            self._writer.cancel()
            self._closer = asyncio.create_task(self._close_now(code))

    def forget(self) -> None:
        """The socket is gone."""
        self.closing = self.closing or Close.SLOW
        self._writer.cancel()

    async def _write_out(self) -> None:
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                async with asyncio.timeout(_SEND_SECONDS):
                    while self._queue:
                        await self._send(self._queue.popleft())
        except TimeoutError:
            self.end(Close.SLOW)
        except (OSError, RuntimeError):  # the peer went away between two frames; the disconnect follows
            return

    async def _close_now(self, code: Close) -> None:
        with suppress(OSError, RuntimeError):  # it may have closed by itself meanwhile
            await self._close(int(code))
