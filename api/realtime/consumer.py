"""The one consumer. It knows sockets; who may see and do what is asked of the portal, each time."""

import time
from contextlib import suppress
from typing import Any
from uuid import UUID

from channels.consumer import get_handler_name
from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from api.realtime import auth, delivery, dispatch
from api.realtime.connection import Connection
from api.realtime.hub import AWAY, hub
from api.realtime.limits import LARGEST_MESSAGE, Bucket
from api.realtime.threads import in_thread
from api.realtime.wire import PROTOCOL, Close, Nonsense, read
from portal.kernel import clock


class Socket(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels ships no types
    """Refuses at the handshake, says hello with the seq it starts from, delivers, and answers commands."""

    connection: Connection | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """One message after the other: without a channel layer nothing else is to be waited for, and a task
        for each message is saved."""
        self.scope, self.base_send = scope, send
        with suppress(StopConsumer):
            while True:
                await self.dispatch(await receive())

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without Channels' hop into a thread for each message: database work has threads of its own."""
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        if not auth.origin_is_ours(self.scope["headers"]) or not auth.speaks_our_protocol(self.scope):
            await self.close()
            return
        try:
            person = await in_thread(auth.person_of, self.scope)
            if person is None:
                await self.close()
                return
            start, now = await in_thread(lambda: (delivery.start(person.account_id), clock.now()))
        except AWAY:
            await self.close()
            return
        await self.accept(PROTOCOL)
        if hub().is_full(person.actor.session):
            await self.close(int(Close.TOO_MANY))
            return
        self.bucket = Bucket(at=time.monotonic())
        self.connection = Connection(person, send=self._send_text, close=self.close)
        seq = hub().join(self.connection, start)
        self.connection.offer({"type": "hello", "seq": seq, "now": now})
        hub().wake(person.account_id)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        connection = self.connection
        if connection is None or connection.closing is not None:
            return
        if text_data is None:
            connection.end(Close.NONSENSE)
            return
        if len(text_data.encode("utf-8", "surrogatepass")) > LARGEST_MESSAGE:
            connection.end(Close.TOO_LARGE)
            return
        if not self.bucket.take(time.monotonic()):
            connection.end(Close.TOO_MANY)
            return
        try:
            kind, key, data = read(text_data)
        except Nonsense:
            connection.end(Close.NONSENSE)
            return
        if kind == "ping":  # says that the line is open; no sign of a person
            connection.offer({"type": "pong", "id": str(key)})
            return
        try:
            connection.offer(await self._run(connection.person, kind, key, data))
        except dispatch.SignedOut:
            connection.end(Close.SIGNED_OUT)

    async def _run(self, person: auth.Person, kind: str, key: UUID, data: Any) -> dict[str, Any]:
        if (rounds := hub().rounds_of(kind)) is not None:
            return await rounds.run(person, kind, key, data)
        return await in_thread(dispatch.run, person, kind, key, data)

    async def disconnect(self, code: int) -> None:
        if self.connection is not None:
            self.connection.forget()
            hub().leave(self.connection)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        await self.disconnect(message["code"])
        raise StopConsumer

    async def _send_text(self, text: str) -> None:
        await self.base_send({"type": "websocket.send", "text": text})
