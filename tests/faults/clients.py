"""Phones that write and read, and write down what they saw.

They do what `frontend/src/kernel/socket.ts` and `outbox.ts` do: one socket, a hole in `seq` filled from
`/api/v1/sync?after=`, the same answer polled where no socket opens; a message under one key, by the socket
first and then by POST, until it is answered; Retry-After honoured; a wait that grows, with jitter, before
the next try. The waits are a third of a real phone's, so that a minute holds more of them.
"""

import asyncio
import json
import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.faults.history import Device, History, Read
from tests.faults.history import Door as Seen
from tests.faults.wire import Answer, Door, Lost

BACKOFF = (0.3, 0.6, 1.2, 2.5, 5.0)
BLOCKED_AFTER = 3
POLL = 2.0
ANSWER_WITHIN = 10.0
# One message in so many is given up after the first try that nobody answered: the app was closed.
GIVES_UP = 0.08
MESSAGE = "messaging.message_sent"


@dataclass
class Tally:
    """Numbers for the report, and for what a fault may cost."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    # The key of each message that a device's feed brought, and when.
    arrivals: list[tuple[str, float]] = field(default_factory=list)

    def took(self, what: str, seconds: float) -> None:
        self.seconds.setdefault(what, []).append(seconds)

    def at(self, what: str, share: float) -> float:
        """The value below which this share of the times lies."""
        rows = sorted(self.seconds.get(what, [0.0]))
        return rows[min(len(rows) - 1, int(len(rows) * share))]


class Phone:
    """One device of one person: reads what its person is sent."""

    def __init__(
        self,
        device: Device,
        door: Door,
        history: History,
        tally: Tally,
        *,
        seed: str,
        sockets: bool = True,
    ) -> None:
        self.device, self.door, self.history, self.tally = device, door, history, tally
        self.rng = random.Random(seed)
        self.sockets = sockets
        self.last: int | None = None
        self.closing = False
        self.line: ClientConnection | None = None
        self._catching: asyncio.Task[None] | None = None
        self._waiting: dict[str, asyncio.Future[Answer]] = {}

    # --- the line ---------------------------------------------------------------------------------------

    async def run(self) -> None:
        tries = 0
        while not self.closing:
            if self.sockets:
                tries = 0 if await self._live() else tries + 1
            if not self.sockets or tries >= BLOCKED_AFTER:
                self._catch_up()
            await asyncio.sleep(self._pause(tries) if self.sockets else POLL)

    def _pause(self, tries: int) -> float:
        return BACKOFF[min(tries, len(BACKOFF) - 1)] * (0.5 + self.rng.random() / 2)

    async def _live(self) -> bool:
        """Holds one socket until it ends. Whether it was greeted."""
        greeted = False
        try:
            async with connect(
                f"ws://127.0.0.1:{self._port()}/ws", origin=Origin(self.door.origin), proxy=None,
                subprotocols=[Subprotocol("footbridge.v1")], additional_headers=self.door.headers,
                open_timeout=10, close_timeout=1,
            ) as line:  # fmt: skip
                async for text in line:
                    frame = json.loads(text)
                    if frame["type"] == "hello":
                        greeted, self.line = True, line
                        self.tally.counts["sockets opened"] += 1
                    self._receive(frame)
        except InvalidStatus as refused:
            self.tally.counts[f"handshake {refused.response.status_code}"] += 1
            if refused.response.status_code == 500:
                self.history.trouble("a handshake was answered 500")
        except (OSError, TimeoutError, WebSocketException, EOFError) as ended:
            if isinstance(ended, ConnectionClosed) and ended.rcvd is not None and ended.rcvd.code == 4401:
                self.history.trouble("a session was ended by a fault")
        finally:
            self.line = None
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(Lost("socket"))
            self._waiting.clear()
        return greeted

    def cut(self) -> None:
        """The network goes, in the middle of whatever was on its way."""
        if self.line is not None:
            self.tally.counts["sockets cut"] += 1
            self.line.transport.abort()

    def _port(self) -> int:
        return self.rng.choice(self.door.ports)

    def _receive(self, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "hello":
            if self.last is None:
                self.last = frame["seq"]
            elif frame["seq"] > self.last:
                self._catch_up()
        elif kind in ("ack", "error"):
            waiting = self._waiting.pop(frame["id"], None)
            if waiting is not None and not waiting.done():
                status = 200 if kind == "ack" else int(frame["problem"]["status"])
                waiting.set_result(Answer(status, {}, frame.get("data")))
        elif "seq" in frame:
            self._take(frame)

    def _take(self, frame: dict[str, Any]) -> None:
        if self.last is None or frame["seq"] > self.last + 1:
            self._catch_up()
        elif frame["seq"] == self.last + 1:
            self._accept(frame)

    def _accept(self, frame: dict[str, Any]) -> None:
        self.last = frame["seq"]
        self.history.frame(self.device.name, frame["seq"])
        if frame["type"] == MESSAGE:
            self._saw("feed", frame["data"]["message"])
            key = frame["data"]["message"]["body"].split()[0]
            self.tally.arrivals.append((key, time.monotonic()))

    def _saw(self, door: Seen, message: dict[str, Any]) -> None:
        words = message["body"].split()[0]
        self.history.read(
            Read(self.device.name, door, message["thread_id"], message["id"], message["seq"], words)
        )

    # --- catching up ------------------------------------------------------------------------------------

    def _catch_up(self) -> None:
        if self._catching is None or self._catching.done():
            self._catching = asyncio.create_task(self._fetch_missed())

    async def _fetch_missed(self) -> None:
        more = True
        while more:
            try:
                answer = await self._get(f"/api/v1/sync?after={self.last or 0}")
            except Lost:
                await asyncio.sleep(1 + self.rng.random())
                continue
            self.tally.counts["catch-ups"] += 1
            more = bool(answer.body["more"])
            if answer.body["reset"]:
                self.history.trouble("the feed began anew")
            for frame in answer.body["frames"]:
                if frame["seq"] > (self.last or 0):
                    self._accept(frame)
            self.last = max(self.last or 0, int(answer.body["last"]))

    async def begin(self) -> None:
        """Where the device stands before anybody writes."""
        answer = await self._get(f"/api/v1/sync?after={2**62}")
        self.last = int(answer.body["last"])

    async def _get(self, path: str) -> Answer:
        answer = await self._ask("GET", path)
        if answer.status != 200:
            if answer.status not in (429, 503):
                self.history.trouble(f"GET {path.split('?')[0]} was answered {answer.status}")
            raise Lost(str(answer.status))
        return answer

    async def _ask(self, method: str, path: str, *, body: Any = None, key: str = "") -> Answer:
        began = time.monotonic()
        try:
            answer = await self.door.ask(method, path, port=self._port(), body=body, key=key)
        except Lost:
            self.tally.counts[f"{method} lost"] += 1
            raise
        self.tally.counts[f"{method} {answer.status}"] += 1
        self.tally.took(method, time.monotonic() - began)
        if answer.status == 503 and answer.retry_after is None:
            self.history.trouble(f"{method} was answered 503 without Retry-After")
        return answer

    # --- the end ----------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Closes the socket, and catches up to the end with patience."""
        self.closing = True
        if self.line is not None:
            await self.line.close()
        if self._catching is not None:
            await self._catching
        self._catch_up()
        assert self._catching is not None
        await self._catching

    async def read_pages(self) -> None:
        """Reads each conversation from where it began. Whoever is not entitled must get 404."""
        for thread in self.history.threads.values():
            entitled = self.device.person in thread.entitled
            after, more, path = thread.before, True, f"/api/v1/threads/{thread.id}/messages"
            while more:
                try:
                    answer = await self._ask("GET", f"{path}?after={after}&limit=100")
                except Lost:
                    answer = Answer(503, {}, None)
                if answer.status in (429, 503):
                    await asyncio.sleep(answer.retry_after or 1)
                    continue
                if answer.status != 200:
                    if entitled or answer.status != 404:
                        what = f"opened a conversation and got {answer.status}"
                        self.history.trouble(f"{self.device.person} {what}")
                    break
                for message in answer.body["results"]:
                    self._saw("page", message)
                    after = message["seq"]
                more = bool(answer.body["more"])


class Writer(Phone):
    """A phone whose person writes, one message after the other, until each is answered."""

    def __init__(self, *arguments: Any, think: tuple[float, float], **options: Any) -> None:
        super().__init__(*arguments, **options)
        person = self.device.person
        self.mine = [t.id for t in self.history.threads.values() if person in t.entitled]
        self.from_team = not person.startswith("patient")
        self.think = think
        self.stopping = asyncio.Event()
        self.give_up_at = float("inf")

    async def write_on(self) -> None:
        while not self.stopping.is_set():
            await self.write(self.rng.choice(self.mine))
            with suppress(TimeoutError):
                async with asyncio.timeout(self.rng.uniform(*self.think)):
                    await self.stopping.wait()

    async def write(self, thread: str) -> None:
        key = str(uuid4())  # not of the seed: a key is used once in the life of a product
        patient_enough = self.rng.random() > GIVES_UP
        began = time.monotonic()
        self.history.invoke(key=key, author=self.device.person, thread=thread, at=began)
        tries = 0
        while True:
            pause = self._pause(tries)
            tries += 1
            try:
                answer = await self._try(thread, key)
            except Lost:
                pass
            else:
                if self._settled(key, answer, began):
                    return
                pause = answer.retry_after or pause
            self.tally.counts["tries without an answer"] += 1
            if not patient_enough or time.monotonic() + pause > self.give_up_at:
                self.history.info(key, at=time.monotonic())
                return
            await asyncio.sleep(pause)

    def _settled(self, key: str, answer: Answer, began: float) -> bool:
        now = time.monotonic()
        if answer.status in (200, 201):
            message = answer.body["message"]
            self.history.ok(key, message_id=message["id"], seq=message["seq"], at=now)
            self.tally.took("until acknowledged", now - began)
            return True
        if answer.status in (429, 503):
            return False
        self.history.trouble(f"a message was answered {answer.status}")
        if answer.status >= 500:
            return False
        self.history.fail(key, at=now)
        return True

    async def _try(self, thread: str, key: str) -> Answer:
        """The socket first; where it does not answer, POST under the same key."""
        if self.line is not None:
            with suppress(Lost, WebSocketException, TimeoutError, OSError):
                return await self._command(self.line, thread, key)
            self.tally.counts["command lost"] += 1
        where = "answers" if self.from_team else "messages"
        return await self._ask(
            "POST", f"/api/v1/threads/{thread}/{where}", body={"body": _body(key)}, key=key
        )

    async def _command(self, line: ClientConnection, thread: str, key: str) -> Answer:
        began = time.monotonic()
        kind = "messaging.answer" if self.from_team else "messaging.send"
        waiting: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[key] = waiting
        async with asyncio.timeout(ANSWER_WITHIN):
            await line.send(
                json.dumps({"type": kind, "id": key, "data": {"thread_id": thread, "body": _body(key)}})
            )
            answer = await waiting
        self.tally.counts[f"command {answer.status}"] += 1
        self.tally.took("command", time.monotonic() - began)
        return answer


def _body(key: str) -> str:
    return f"{key} " + "some words of a person, " * 6
