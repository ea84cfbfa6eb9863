"""Many sockets at once: opened, torn off by a kill of their server, and opened again."""

import asyncio
import random
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.faults.product import Product
from tests.faults.wire import Door, Lost

A_SESSION = 10  # as many as the server allows
BACK_WITHIN = 60.0


@dataclass
class Storm:
    """`sockets` lines of `doors`, ten to a session, that come back within `jitter` seconds of each other."""

    doors: list[Door]
    sockets: int
    jitter: float
    open: int = 0
    refused: list[int] = field(default_factory=list)

    async def hold(self, done: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for n in range(self.sockets):
                group.create_task(self._keep(self.doors[n // A_SESSION], done))

    async def _keep(self, door: Door, done: asyncio.Event) -> None:
        """Comes back at once, and again and again, which is worse than any phone of ours."""
        while not done.is_set():
            await asyncio.sleep(random.random() * self.jitter)
            with suppress(OSError, TimeoutError, EOFError, WebSocketException):
                await self._one(door, done)
            await asyncio.sleep(0.2)

    async def _one(self, door: Door, done: asyncio.Event) -> None:
        async with connect(
            f"ws://127.0.0.1:{door.ports[0]}/ws", origin=Origin(door.origin), proxy=None,
            subprotocols=[Subprotocol("footbridge.v1")], additional_headers=door.headers,
            open_timeout=30, close_timeout=1, ping_interval=None,
        ) as line:  # fmt: skip
            await line.recv()
            self.open += 1
            try:
                await self._until_done_or_cut(line, done)
            finally:
                self.open -= 1

    async def _until_done_or_cut(self, line: ClientConnection, done: asyncio.Event) -> None:
        ended = asyncio.create_task(done.wait())
        closed = asyncio.create_task(line.wait_closed())
        await asyncio.wait({ended, closed}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        closed.cancel()

    async def all_open(self, within: float) -> float:
        began = time.monotonic()
        while self.open < self.sockets:
            if time.monotonic() - began > within:
                raise TimeoutError(f"{self.open} of {self.sockets} are open after {within:.0f} s")
            await asyncio.sleep(0.1)
        return time.monotonic() - began


@dataclass
class Weather:
    """What a storm came to. `statuses` are those of an ordinary request that was asked all the while."""

    sockets: int
    opened_in: float = 0.0
    back_in: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    most_connections: int = 0
    grown_mb: float = 0.0


def storm(product: Product, *, sockets: int, jitter: float) -> Weather:
    """Opens the sockets, kills the web process under them, waits until all are back. From the main thread."""
    cookies = product.shell(
        f"from tests.faults import people\nout = people.cookies('neighbour', {-(-sockets // A_SESSION)})"
    )
    doors = [Door(tuple(product.ports), product.origin, cookie) for cookie in cookies]
    made = Storm(doors, sockets, jitter)
    return asyncio.run(_storm(product, made, Door(tuple(product.ports), product.origin, cookies[0])))


async def _storm(product: Product, made: Storm, door: Door) -> Weather:
    weather = Weather(made.sockets)
    done = asyncio.Event()
    holding = asyncio.create_task(made.hold(done))
    weather.opened_in = await made.all_open(BACK_WITHIN * 2)
    before = memory_mb(product)
    product.kill("web")  # blocks the loop for a moment: nobody is to come back before it is started again
    product.mend("web")
    async with AsyncExitStack() as stack:
        asking = asyncio.create_task(_ask_on(product, door, weather))
        stack.callback(asking.cancel)
        while made.open:  # noqa: ASYNC110 - until each knows that it was cut; no one event says so
            await asyncio.sleep(0.05)
        weather.back_in = await made.all_open(BACK_WITHIN)
        await asyncio.sleep(1)
    weather.grown_mb = memory_mb(product) - before
    done.set()
    await holding
    return weather


async def _ask_on(product: Product, door: Door, weather: Weather) -> None:
    with product.sql() as database:
        while True:
            with suppress(Lost):
                answer = await door.ask("GET", "/api/v1/session", port=product.port)
                weather.statuses[answer.status] = weather.statuses.get(answer.status, 0) + 1
            row = database.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            ).fetchone()
            weather.most_connections = max(weather.most_connections, int(row[0]) if row else 0)
            await asyncio.sleep(0.2)


def memory_mb(product: Product) -> float:
    """What the web process holds, in MB."""
    process = product.services["web"].process
    assert process is not None
    rows = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines()
    return int(next(row for row in rows if row.startswith("VmRSS")).split()[1]) / 1024
