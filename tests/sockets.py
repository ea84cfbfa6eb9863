"""A real server on a free port of the loopback, and browsers that speak to it, for tests of the socket."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import uvicorn
from django.conf import settings
from django.db import connection
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from api.realtime import threads

ORIGIN = "http://testserver"


class Server:
    """uvicorn in a thread of this process, so that it speaks to the test's database."""

    def __init__(self) -> None:
        from portal.asgi import application

        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        config = uvicorn.Config(
            application, log_level="error", ws_max_size=65536, lifespan="off", loop="asyncio"
        )
        self.uvicorn = uvicorn.Server(config)
        self.thread = threading.Thread(
            target=self.uvicorn.run, kwargs={"sockets": [self.listener]}, daemon=True
        )

    def start(self) -> None:
        self.thread.start()
        until = time.monotonic() + 10
        while not self.uvicorn.started:
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.01)

    def stop(self) -> None:
        self.uvicorn.should_exit = True
        self.uvicorn.force_exit = True
        self.thread.join(10)
        self.listener.close()
        _give_back_connections()

    @contextmanager
    def open(
        self,
        cookie: str | None,
        *,
        origin: str | None = ORIGIN,
        protocol: str = "footbridge.v1",
        path: str = "/ws",
    ) -> Iterator["Socket"]:
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"} if cookie is not None else {}
        with connect(
            f"ws://127.0.0.1:{self.port}{path}",
            origin=Origin(origin) if origin is not None else None,
            subprotocols=[Subprotocol(protocol)],
            additional_headers=headers,
            proxy=None,
            open_timeout=10,
            close_timeout=2,
        ) as line:
            yield Socket(line)


def _give_back_connections() -> None:
    """The threads keep theirs; the test's database cannot be dropped meanwhile."""
    from portal.asgi import http

    for executor, size in ((threads.executor, threads.SIZE), (http.threads, http.size)):
        all_there = threading.Barrier(size)

        def close(barrier: threading.Barrier) -> None:
            barrier.wait(10)
            connection.close()

        for done in [executor.submit(close, all_there) for _ in range(size)]:
            done.result()


class Socket:
    """One open socket: frames as dicts, and the code with which the server closed."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.read_since: list[str | bytes] = []  # by the last `close_code`
        self.passed_over: list[dict[str, Any]] = []  # came before the answer to a command

    def frame(self, timeout: float = 5) -> dict[str, Any]:
        return self.passed_over.pop(0) if self.passed_over else self._next(timeout)

    def _next(self, timeout: float = 5) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.line.recv(timeout=timeout))
        return found

    def silent_for(self, seconds: float) -> bool:
        try:
            self.line.recv(timeout=seconds)
        except TimeoutError:
            return True
        return False

    def command(self, kind: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        """Sends a command; the answer is the next frame that carries its id. One's own message may come
        before the acknowledgement: what does is there for the next `frame`."""
        key = str(uuid4())
        self.line.send(json.dumps({"type": kind, "id": key, "data": data or {}}))
        while (frame := self._next()).get("id") != key:
            self.passed_over.append(frame)
        return frame

    def close_code(self, timeout: float = 5) -> int:
        """Reads until the server closes."""
        until = time.monotonic() + timeout
        self.read_since = []
        try:
            while (left := until - time.monotonic()) > 0:
                self.read_since.append(self.line.recv(timeout=left))
        except ConnectionClosed:
            return self.line.close_code or 0
        raise TimeoutError("The server did not close.")


def cookie_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)
