"""The hub: all sockets of this process, by account. Woken from within it, through Redis from others, and by
its own sweep without either.

One subscriber and a dict; no channel-layer groups (decision 0003). It runs while there are sockets.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Set
from contextlib import suppress
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import redis.asyncio
from django.conf import settings
from django.db import DatabaseError
from psycopg_pool import PoolTimeout
from redis.exceptions import RedisError

from api.realtime import delivery, registry
from api.realtime.connection import Connection
from api.realtime.limits import SOCKETS_A_SESSION
from api.realtime.relaying import Relay
from api.realtime.threads import in_thread
from api.realtime.together import Rounds
from api.realtime.wire import Close
from portal.access.held import Held
from portal.outbox import passing, presence, wakes

log = logging.getLogger(__name__)
SWEEP_SECONDS = 2.5
LARGEST = 200  # accounts in one batch
_RETRY_SECONDS = 1.0
_LONGEST_BATCH_SECONDS = 0.05
AWAY = (DatabaseError, PoolTimeout)


class Feed:
    """The sockets of one account. All have been offered everything up to `position`."""

    def __init__(self, account_id: UUID, start: delivery.Start) -> None:
        self.account_id = account_id
        self.position = start.last_seq
        self.version = start.version
        self.relative = start.relative
        self.held: Held | None = None
        self.connections: set[Connection] = set()

    def ask(self) -> delivery.Ask | None:
        """What the live sockets want next; None where none lives."""
        live = [line for line in self.connections if line.closing is None]
        if not live:
            return None
        return delivery.Ask(
            actor=live[0].person.actor,
            account_id=self.account_id,
            session_ids=frozenset(line.session for line in live),
            after=self.position,
            known=self.version,
            relative=self.relative,
            held=self.held,
        )

    def spread(self, batch: delivery.Batch, *, ended: Set[str]) -> None:
        changed, self.version = batch.version != self.version, batch.version
        self.held = batch.held
        was_relative, self.relative = self.relative, batch.relative
        self.position = batch.last
        for connection in list(self.connections):
            if connection.session in ended:
                connection.end(Close.SIGNED_OUT)
            elif changed and was_relative:
                connection.end(Close.ACCESS)
            elif changed:
                connection.offer({"type": "access_changed"})
            for frame in batch.frames:
                connection.offer(frame)


class Hub:
    def __init__(self) -> None:
        self._feeds: dict[UUID, Feed] = {}
        self._sessions: dict[str, set[Connection]] = {}
        self._woken: dict[UUID, Feed] = {}
        self._round: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._came = asyncio.Event()
        self._deaf: Callable[[], None] = lambda: None
        self._relay = Relay(self._lines_of)
        self._idle = asyncio.Event()  # no batch is being read
        self._idle.set()
        self._rounds: dict[registry.RunMany, Rounds] = {}

    def rounds_of(self, kind: str) -> Rounds | None:
        """Where a command runs together with others; None where it runs by itself."""
        known = registry.commands().get(kind)
        if known is None or known.many is None:
            return None
        return self._rounds.setdefault(known.many, Rounds(known.many, self.gone_out))

    def is_full(self, session: str) -> bool:
        return len(self._sessions.get(session, ())) >= SOCKETS_A_SESSION

    def join(self, connection: Connection, start: delivery.Start) -> int:
        """Takes the socket in, without a pause in between. Returns the seq from which it is sent all."""
        account_id = connection.person.account_id
        feed = self._feeds.get(account_id)
        if feed is None:
            feed = self._feeds[account_id] = Feed(account_id, start)
            self._came.set()
        feed.connections.add(connection)
        self._sessions.setdefault(connection.session, set()).add(connection)
        if not self._tasks:
            loop = asyncio.get_running_loop()

            def hear(wake: wakes.Wake) -> None:
                with suppress(RuntimeError):  # the loop has ended, and its sockets with it
                    loop.call_soon_threadsafe(self._hear, wake)

            self._deaf = wakes.listen(hear)
            self._tasks = [self._run(self._sweep()), self._run(self._listen()), self._run(self._say())]
        return feed.position

    def leave(self, connection: Connection) -> None:
        account_id = connection.person.account_id
        if (feed := self._feeds.get(account_id)) is not None:
            feed.connections.discard(connection)
            if not feed.connections:
                del self._feeds[account_id]
        if (mine := self._sessions.get(connection.session)) is not None:
            mine.discard(connection)
            if not mine:
                del self._sessions[connection.session]
        if not self._feeds:
            for task in self._tasks:
                task.cancel()
            self._tasks = []
            self._deaf()

    def _lines_of(self, account_id: UUID) -> list[Connection]:
        feed = self._feeds.get(account_id)
        return [line for line in feed.connections if line.closing is None] if feed else []

    def wake(self, account_id: UUID) -> None:
        """There may be something new. What is woken while a batch is read is in the next one."""
        if (feed := self._feeds.get(account_id)) is None:
            return
        self._woken[account_id] = feed
        if self._round is None or self._round.done():
            self._round = self._run(self._deliver())

    async def gone_out(self) -> None:
        """Until the batch that is being read has gone out, if there is one; not long where it takes long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LONGEST_BATCH_SECONDS):
                await self._idle.wait()

    async def _deliver(self) -> None:
        """Batch after batch, each for all who were woken, until nobody is."""
        while self._woken:
            feeds = [self._woken.pop(next(iter(self._woken))) for _ in range(min(LARGEST, len(self._woken)))]
            asked = [(feed, ask) for feed in feeds if (ask := feed.ask()) is not None]
            if not asked:
                continue
            self._idle.clear()
            try:
                batches = await in_thread(delivery.next_batches, [ask for _, ask in asked])
            except AWAY as error:  # the sweep wakes again whoever is behind
                log.warning("delivery waits for the database error=%s", type(error).__name__)
                continue
            except Exception as error:  # likewise; this loop must not die unheard
                log.error("delivery failed", exc_info=error)
                continue
            finally:
                self._idle.set()
            for (feed, ask), batch in zip(asked, batches, strict=True):
                feed.spread(batch, ended=ask.session_ids - batch.alive)
                if batch.more:
                    self._woken[feed.account_id] = feed

    def _run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.create_task(work)

    async def _sweep(self) -> None:
        """What holds without Redis: sign-out, withdrawn rights and delivery, within seconds."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            asked = list(self._sessions)
            try:
                found = await in_thread(delivery.survey, asked, list(self._feeds))
            except AWAY as error:
                log.warning("sweep waits for the database error=%s", type(error).__name__)
                continue
            except Exception as error:  # what closes sockets without Redis must never end by itself
                log.error("sweep failed", exc_info=error)
                continue
            for session in set(asked) - found.alive:
                self._end_session(session)
            for account_id, feed in list(self._feeds.items()):
                behind = found.last_seqs.get(account_id, 0) > feed.position
                if behind or found.versions.get(account_id, feed.version) != feed.version:
                    self.wake(account_id)

    async def _say(self) -> None:
        """Who is here, for those who ask before they send a notice: at once for who just came, and again
        while they stay."""
        while True:
            self._came.clear()
            await in_thread(presence.say, list(self._feeds))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._came.wait(), presence.SAY_EVERY_SECONDS)

    def _end_session(self, session: str) -> None:
        for connection in list(self._sessions.get(session, ())):
            connection.end(Close.SIGNED_OUT)

    async def _listen(self) -> None:
        while True:
            client = redis.asyncio.Redis.from_url(
                settings.REDIS_URL, socket_timeout=None, socket_connect_timeout=2
            )
            try:
                await self._follow(client)
            except (RedisError, OSError) as error:
                log.warning("the hub goes on without redis error=%s", type(error).__name__)
            finally:
                with suppress(RedisError, OSError):
                    await client.aclose()
            await asyncio.sleep(_RETRY_SECONDS)

    async def _follow(self, client: "redis.asyncio.Redis") -> None:
        async with client.pubsub() as subscription:
            await subscription.subscribe(wakes.channel(), passing.channel())
            for feed in list(self._feeds.values()):
                self.wake(feed.account_id)  # whatever was said while nobody listened
            async for message in subscription.listen():
                if message["type"] != "message":
                    continue
                if message["channel"] == passing.channel().encode():
                    self._relay.hear(message["data"])
                elif not wakes.is_own(message["data"]) and (wake := wakes.decode(message["data"])):
                    self._hear(wake)

    def _hear(self, wake: wakes.Wake) -> None:
        for account_id in wake.accounts:
            self.wake(account_id)
        for session in wake.sessions:
            self._end_session(session)


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running loop: a process that serves has one loop, and so one hub."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
