"""Passing words on their way from Redis to the sockets of this process: to who may see them now, or lost.

The sender's rights were asked when the word was said; the reader's are asked here again, and whether the
session still lives. Words that come while others are looked at go together: two statements for all of them.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from api.realtime import registry
from api.realtime.connection import Connection
from api.realtime.threads import in_thread
from api.realtime.wire import write
from portal.access import held
from portal.accounts import sessions
from portal.kernel import clock
from portal.outbox import passing

log = logging.getLogger(__name__)
_WAITING = 200  # words at most: what is older than a few seconds is not worth a place


class Relay:
    """`lines_of` gives the open sockets of an account in this process."""

    def __init__(self, lines_of: Callable[[UUID], list[Connection]]) -> None:
        self._lines_of = lines_of
        self._waiting: deque[passing.Heard] = deque(maxlen=_WAITING)
        self._round: asyncio.Task[None] | None = None

    def hear(self, sealed: bytes) -> None:
        heard = passing.decode(sealed)
        if heard is None or not any(self._lines_of(account_id) for account_id in heard.accounts):
            return
        self._waiting.append(heard)
        if self._round is None or self._round.done():
            self._round = asyncio.create_task(self._pass_on())

    async def _pass_on(self) -> None:
        while self._waiting:
            words = list(self._waiting)
            self._waiting.clear()
            lines = {one: self._lines_of(one) for heard in words for one in heard.accounts}
            connected = {one: {line.session for line in found} for one, found in lines.items() if found}
            try:
                readers = await in_thread(readers_of, words, connected)
            except (DatabaseError, PoolTimeout) as error:  # nothing is owed
                log.warning("passing words are lost error=%s", type(error).__name__)
                continue
            except Exception as error:  # likewise; the next word must find this at work
                log.error("passing words failed", exc_info=error)
                continue
            for account_id, alive, frame in readers:
                for line in lines[account_id]:
                    if line.session in alive:
                        line.mention(frame)


def readers_of(
    words: Sequence[passing.Heard], connected: Mapping[UUID, set[str]]
) -> list[tuple[UUID, set[str], str]]:
    """Which of the connected accounts may see which word now: account, its living sessions, the frame.
    Synchronous, in a thread."""
    at = clock.now()
    alive = sessions.alive({session for found in connected.values() for session in found})
    holds = held.of(connected, at=at)
    readers = []
    for heard in words:
        known, word = registry.passing_frames().get(heard.word.kind), heard.word
        if known is None or not heard.holds(at):
            continue
        frame = write({"type": word.kind, "data": {known.about: word.object_id}})
        over = {"patient_id": word.patient_id, "program_id": word.program_id}
        readers += [
            (account_id, connected[account_id] & alive, frame)
            for account_id in heard.accounts
            if account_id in connected and holds[account_id].can(known.permission, **over, at=at)
        ]
    return readers
