"""F13: sockets that do not read, requests that never end. Others do not notice, and memory stays bounded."""

import asyncio
import socket
import time
from contextlib import ExitStack
from uuid import uuid4

import pytest

from tests.faults.product import Product
from tests.faults.storm import memory_mb
from tests.faults.wire import COOKIE, Door

SLOW = 100  # of one person, ten to a session
HALF_ASKED = 200
SECONDS = 8.0
OTHERS_WITHIN = 0.5
MOST_GROWTH_MB = 50.0
LONG = "words that fill the buffers of whoever does not read them, " * 120


def deaf(product: Product, door: Door) -> socket.socket:
    """A socket of the protocol that is opened with the smallest buffer, and then never read."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", product.port))
    line.sendall(
        f"GET /ws HTTP/1.1\r\nHost: localhost:{product.port}\r\nOrigin: {door.origin}\r\n"
        f"Cookie: {COOKIE}={door.cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        "Sec-WebSocket-Protocol: footbridge.v1\r\n\r\n".encode()
    )
    line.settimeout(20)
    assert b"101" in line.recv(64)
    return line


def half_asked(product: Product) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", product.port))
    line.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    return line


async def write_on(
    product: Product, door: Door, thread: str, *, seconds: float = SECONDS
) -> tuple[list[str], list[float]]:
    """Long messages, one after the other; their keys, and how long each took."""
    keys, took, ending = [], [], time.monotonic() + seconds
    while time.monotonic() < ending:
        key, began = str(uuid4()), time.monotonic()
        answer = await door.ask(
            "POST", f"/api/v1/threads/{thread}/messages", port=product.port, key=key,
            body={"body": f"{key} {LONG}"},
        )  # fmt: skip
        assert answer.status == 201
        keys.append(key)
        took.append(time.monotonic() - began)
    return keys, took


async def catch_up(product: Product, door: Door, after: int) -> set[str]:
    found: set[str] = set()
    more = True
    while more:
        answer = await door.ask("GET", f"/api/v1/sync?after={after}", port=product.port)
        assert answer.status == 200
        frames = [f for f in answer.body["frames"] if f["type"] == "messaging.message_sent"]
        found |= {frame["data"]["message"]["key"] for frame in frames}
        after, more = answer.body["last"], answer.body["more"]
    return found


@pytest.mark.slow
@pytest.mark.alone
def test_those_who_do_not_read_cost_others_nothing_and_catch_up_later(product: Product) -> None:
    writer, thread = product.as_person("patient3"), product.thread_of("patient3")
    cookies = product.shell(f"from tests.faults import people\nout = people.cookies('lead', {SLOW // 10})")
    doors = [Door(tuple(product.ports), product.origin, cookie) for cookie in cookies]
    # A process that has just started grows with its first messages by itself: threads, code, caches.
    asyncio.run(write_on(product, writer, thread, seconds=3))
    end = asyncio.run(doors[0].ask("GET", f"/api/v1/sync?after={2**62}", port=product.port)).body["last"]
    with ExitStack() as lines:
        for n in range(SLOW):
            lines.enter_context(deaf(product, doors[n // 10]))
        for _ in range(HALF_ASKED):
            lines.enter_context(half_asked(product))
        before = memory_mb(product)
        keys, took = asyncio.run(write_on(product, writer, thread))
        assert sorted(took)[int(len(took) * 0.95)] < OTHERS_WITHIN
        assert memory_mb(product) - before < MOST_GROWTH_MB
    assert asyncio.run(catch_up(product, doors[0], end)) >= set(keys)
