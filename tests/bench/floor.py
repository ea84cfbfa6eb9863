"""The floor: the least that a chat on these servers can be. A bare ASGI app that takes a message from a
socket, INSERTs and COMMITs it, PUBLISHes it, and sends it to the other side's socket. Nothing else: no
sign-in, no rule, no sealing, no audit, no outbox, no number.

`uvicorn tests.bench.floor:app`, with FLOOR_DATABASE and FLOOR_REDIS in the environment.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import asyncpg
import redis.asyncio

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

CHANNEL = "floor"
TABLE = """
CREATE TABLE IF NOT EXISTS floor (
    id bigserial PRIMARY KEY, thread uuid NOT NULL, body text NOT NULL, at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS floor_of_a_thread ON floor (thread, id);
"""
INSERT = "INSERT INTO floor (thread, body, at) VALUES ($1, $2, clock_timestamp())"
PAGE = "SELECT id, thread, body, at FROM floor ORDER BY id DESC LIMIT 30"


class Floor:
    def __init__(self) -> None:
        self.sockets: dict[str, Send] = {}
        self.pool: Any = None
        self.redis: Any = None
        self.follower: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.pool = await asyncpg.create_pool(os.environ["FLOOR_DATABASE"], min_size=1, max_size=10)
        self.redis = redis.asyncio.Redis.from_url(os.environ["FLOOR_REDIS"])
        await self.pool.execute(TABLE)
        self.follower = asyncio.create_task(self.follow())

    async def stop(self) -> None:
        if self.follower:
            self.follower.cancel()
        await self.redis.aclose()
        await self.pool.close()

    async def follow(self) -> None:
        async with self.redis.pubsub() as subscription:
            await subscription.subscribe(CHANNEL)
            async for message in subscription.listen():
                if message["type"] == "message":
                    text = message["data"].decode()
                    to = self.sockets.get(json.loads(text)["to"])
                    if to is not None:
                        with suppress(RuntimeError):  # it went away meanwhile
                            await to({"type": "websocket.send", "text": text})

    async def socket(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        name = ""
        while (event := await receive())["type"] != "websocket.disconnect":
            message = json.loads(event["text"])
            if "name" in message:
                name = message["name"]
                self.sockets[name] = send
                await send({"type": "websocket.send", "text": "{}"})
                continue
            await self.pool.execute(INSERT, UUID(message["thread"]), message["body"])
            await self.redis.publish(CHANNEL, event["text"])
        self.sockets.pop(name, None)

    async def page(self, send: Send) -> None:
        rows = [dict(row) for row in await self.pool.fetch(PAGE)]
        body = json.dumps(rows, default=str).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


floor = Floor()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        while True:
            event = await receive()
            await (floor.start() if event["type"] == "lifespan.startup" else floor.stop())
            await send({"type": f"{event['type']}.complete"})
            if event["type"] == "lifespan.shutdown":
                return
    if scope["type"] == "websocket":
        await floor.socket(receive, send)
    else:
        await floor.page(send)
