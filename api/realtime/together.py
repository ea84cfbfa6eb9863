"""What several people say at the same moment, done in one go (decision 0025).

While one round is on its way, all that arrives waits for the next. Nobody waits longer than that: a round
leaves out what would have to wait for somebody else, and that is run by itself.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from psycopg_pool import PoolTimeout

from api.realtime import dispatch, registry
from api.realtime.auth import Person
from api.realtime.threads import in_thread

log = logging.getLogger(__name__)
MOST = 50
# Where so many wrote in a round, the next one waits so long for more of them: nobody sees it, and each round
# that is saved is paid for by nobody. PostgreSQL's `commit_siblings` and `commit_delay` do the same.
_MANY = 4
_FOR_MORE_SECONDS = 0.01


@dataclass
class Rounds:
    """Of the commands that run together. A round follows when those whom the last one wrote to have been
    `told`, and a moment later where many write: fewer and larger rounds cost each of them less."""

    many: registry.RunMany
    told: Callable[[], Awaitable[None]]
    waiting: list[tuple[dispatch.Said, "asyncio.Future[dict[str, Any] | None]"]] = field(default_factory=list)
    running: "asyncio.Task[None] | None" = None

    async def run(self, person: Person, kind: str, key: UUID, raw: Any) -> dict[str, Any]:
        """Like `dispatch.run`."""
        answer = asyncio.get_running_loop().create_future()
        self.waiting.append((dispatch.Said(person, kind, key, raw), answer))
        if self.running is None or self.running.done():
            self.running = asyncio.create_task(self._go_on())
        together: dict[str, Any] | None = await answer
        if together is not None:
            return together
        return await in_thread(dispatch.run, person, kind, key, raw)

    async def _go_on(self) -> None:
        while self.waiting:
            round_, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
            answers = await self._answers([said for said, _ in round_])
            for (_, answer), made in zip(round_, answers, strict=True):
                if not answer.done():  # its socket may be gone
                    answer.set_result(made)
            await self.told()
            if len(round_) >= _MANY:
                await asyncio.sleep(_FOR_MORE_SECONDS)

    async def _answers(self, said: list[dispatch.Said]) -> list[dict[str, Any] | None]:
        try:
            return await in_thread(dispatch.run_many, self.many, said)
        except (DatabaseError, PoolTimeout) as error:
            log.warning("a round waits for the database error=%s", type(error).__name__)
        except Exception as error:  # each is asked by itself then, which says what is wrong with whom
            log.error("a round failed", exc_info=error)
        return [None for _ in said]
