"""The load generator: sockets and requests of the pairs. What it costs itself is not counted."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.bench.people import Pair, Person

BODY = ("I could not sleep again and wonder whether the new dose may be the reason for it. " * 3)[:200]
_ARRIVES_WITHIN = 30.0
Send = Callable[[Pair, bool, str], Awaitable[None]]


@dataclass
class Run:
    """`latencies`: seconds from sending until the other side's socket had it."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0


class Line:
    """One socket, and who waits for what on it."""

    def __init__(self, socket: ClientConnection, key_of: Callable[[dict[str, Any]], str | None]) -> None:
        self.socket = socket
        self.waiting: dict[str, asyncio.Future[float]] = {}
        self._key_of = key_of
        self._reader = asyncio.create_task(self._read())

    def wait_for(self, key: str) -> "asyncio.Future[float]":
        self.waiting[key] = asyncio.get_running_loop().create_future()
        return self.waiting[key]

    async def _read(self) -> None:
        with contextlib.suppress(Exception):
            async for text in self.socket:
                frame = json.loads(text)
                if frame.get("type") == "error":
                    raise RuntimeError(frame["problem"])
                key = self._key_of(frame)
                if key and (found := self.waiting.pop(key, None)) and not found.done():
                    found.set_result(time.perf_counter())
        for found in self.waiting.values():
            if not found.done():
                found.set_exception(RuntimeError(f"The socket ended: {self.socket.close_code}"))

    async def close(self) -> None:
        self._reader.cancel()
        await self.socket.close()


def _frame_key(frame: dict[str, Any]) -> str | None:
    if frame["type"] == "ack":
        return f"ack {frame['id']}"
    return str(frame["data"]["message"]["key"]) if frame["type"] == "messaging.message_sent" else None


async def open_product(port: int, person: Person, session: int = 0) -> Line:
    socket = await connect(
        f"ws://127.0.0.1:{port}/ws",
        origin=Origin(f"http://127.0.0.1:{port}"),
        subprotocols=[Subprotocol("footbridge.v1")],
        additional_headers={"Cookie": f"sessionid={person.cookies[session]}"},
        compression=None, proxy=None, open_timeout=60, ping_interval=None,
    )  # fmt: skip
    json.loads(await socket.recv())
    return Line(socket, _frame_key)


async def open_floor(port: int, name: str) -> Line:
    socket = await connect(
        f"ws://127.0.0.1:{port}/", compression=None, proxy=None, open_timeout=60, ping_interval=None
    )
    await socket.send(json.dumps({"name": name}))
    await socket.recv()
    return Line(socket, lambda frame: frame.get("id"))


@dataclass
class Crowd:
    """Both ends of each pair on one system, by account."""

    lines: dict[str, Line]

    async def drive(self, pairs: list[Pair], send: Send, *, at_once: int, messages: int) -> Run:
        """Closed loop: each of `at_once` senders goes round its own pairs, both sides in turn, and sends
        the next message when the last one has arrived at the other side."""
        run, left, began = Run(), iter(range(messages)), time.perf_counter()

        async def sender(mine: list[Pair]) -> None:
            for turn, _ in enumerate(left):
                pair, by_patient = mine[turn % len(mine)], bool(turn // len(mine) % 2)
                to = pair.clinician if by_patient else pair.patient
                key = str(uuid4())
                arrived = self.lines[to.account_id].wait_for(key)
                start = time.perf_counter()
                await send(pair, by_patient, key)
                run.latencies.append(await asyncio.wait_for(arrived, _ARRIVES_WITHIN) - start)

        await asyncio.gather(*(sender(pairs[n::at_once]) for n in range(at_once)))
        run.seconds = time.perf_counter() - began
        return run

    async def close(self) -> None:
        await asyncio.gather(*(line.close() for line in self.lines.values()))

    def by_socket(self) -> Send:
        """Waits for the acknowledgement, too: it says that the message is committed."""

        async def send(pair: Pair, by_patient: bool, key: str) -> None:
            line = self.lines[(pair.patient if by_patient else pair.clinician).account_id]
            kind = "messaging.send" if by_patient else "messaging.answer"
            acknowledged = line.wait_for(f"ack {key}")
            data = {"thread_id": pair.thread_id, "body": BODY}
            await line.socket.send(json.dumps({"type": kind, "id": key, "data": data}))
            await asyncio.wait_for(acknowledged, _ARRIVES_WITHIN)

        return send

    def by_floor(self) -> Send:
        async def send(pair: Pair, by_patient: bool, key: str) -> None:
            me, to = (pair.patient, pair.clinician) if by_patient else (pair.clinician, pair.patient)
            text = json.dumps({"id": key, "thread": pair.thread_id, "to": to.account_id, "body": BODY})
            await self.lines[me.account_id].socket.send(text)

        return send


class Http:
    """A few kept-alive connections that speak just enough HTTP."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
        """The body of an answer below 300; anything else ends the run."""
        self._free = [pair for pair in self._free if not pair[0].at_eof()]  # the server closes idle ones
        fields = {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body))} | headers
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        asked = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body
        try:
            reader, writer, raw = await self._send(asked, *(self._free.pop() if self._free else ()))
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server closed an idle line just then. A message has its key: asked twice, it is one.
            reader, writer, raw = await self._send(asked)
        status, found = int(raw.split(" ", 2)[1]), b""
        if "transfer-encoding: chunked" in raw:
            while size := int(await reader.readuntil(b"\r\n"), 16):
                found += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        else:
            found = await reader.readexactly(int(raw.partition("content-length:")[2].split("\r")[0]))
        self._free.append((reader, writer))
        if status >= 300:
            raise RuntimeError(f"{method} {path} answered {status}: {found[:300]!r}")
        return found

    async def _send(self, asked: bytes, *line: Any) -> tuple[asyncio.StreamReader, asyncio.StreamWriter, str]:
        reader, writer = line or await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(asked)
        return reader, writer, (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()

    def close(self) -> None:
        for _reader, writer in self._free:
            writer.close()


def as_person(port: int, cookie: str) -> dict[str, str]:
    """The headers of a signed-in browser; the token is its own, as the double-submit rule has it."""
    token = "b" * 32
    return {
        "Cookie": f"sessionid={cookie}; csrftoken={token}",
        "X-CSRFToken": token,
        "Origin": f"http://127.0.0.1:{port}",
        "Content-Type": "application/json",
    }


def by_post(http: Http) -> Send:
    async def send(pair: Pair, by_patient: bool, key: str) -> None:
        person, what = (pair.patient, "messages") if by_patient else (pair.clinician, "answers")
        headers = as_person(http.port, person.cookies[0]) | {"Idempotency-Key": key}
        path = f"/api/v1/threads/{pair.thread_id}/{what}"
        await http.ask("POST", path, headers, json.dumps({"body": BODY}).encode())

    return send
