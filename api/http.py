"""HTTP, for Django: a request goes to one of a few threads, and its answer comes back. That is all the way.

Django's own handler changes threads several times for each request, since it tells everybody of its begin
and its end from the event loop, runs each async middleware there, and starts a thread for each request. Here
all middlewares and views are sync, and run in one piece in a thread that keeps its database connection.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, TypeVar, cast

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import set_script_prefix

from portal.kernel.connections import kept

R = TypeVar("R")
Scope = dict[str, Any]
# So long a request waits for a thread, as it would for a connection; then it is told to come again.
_WITHIN = 3.0
_WITHOUT_BODY = {204, 304}


class _Crowded(Exception):
    """No thread was free in time."""


class Http(ASGIHandler):
    """`size` threads: as many requests at the same time, and as many connections."""

    def __init__(self, *, size: int) -> None:
        self.size = size
        self.threads = ThreadPoolExecutor(size, thread_name_prefix="http")
        self._door = ThreadPoolExecutor(1, thread_name_prefix="http-door")
        self.load_middleware()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            try:
                response = await self._in_thread(self._answer, scope, body, within=_WITHIN)
            except _Crowded:
                # The middlewares say so (`api.middleware.Outages`), without the database.
                turned_away = partial(self._answer, scope | {"crowded": True}, body)
                response = await asyncio.get_running_loop().run_in_executor(self._door, turned_away)
            try:
                await self.send_response(response, send)
            finally:
                if response.streaming:
                    await self._in_thread(response.close)

    def _answer(self, scope: Scope, body: Any) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, refused = self.create_request(scope, body)
        # One of the two is there.
        response = cast(HttpResponseBase, refused if request is None else self.get_response(request))
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = self._pieces(iter(response))
        elif isinstance(response, HttpResponse):
            if response.status_code not in _WITHOUT_BODY and not response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
            response.close()
        return response

    async def _pieces(self, content: Iterator[bytes]) -> AsyncIterator[bytes]:
        """Made in a thread, one at a time, as fast as the reader takes them."""
        while (piece := await self._in_thread(next, content, None)) is not None:
            yield piece

    async def _in_thread(self, function: Callable[..., R], *args: Any, within: float = 3600.0) -> R:
        """Each in a context of its own: what one request sets there no later one sees. What has not begun
        `within` so many seconds is taken back."""
        work = self.threads.submit(copy_context().run, partial(kept, function, *args))
        late: list[bool] = []
        # What has begun is not cancelled by this.
        timer = asyncio.get_running_loop().call_later(within, lambda: late.append(work.cancel()))
        try:
            return await asyncio.wrap_future(work)
        except asyncio.CancelledError:
            if any(late):
                raise _Crowded from None
            raise
        finally:
            timer.cancel()
