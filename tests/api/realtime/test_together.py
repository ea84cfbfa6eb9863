"""Commands of several people at the same moment: one round, and each gets the answer that is theirs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.realtime import dispatch, registry
from api.realtime.auth import Person
from api.realtime.together import Rounds
from portal.kernel.actor import Actor


class Clerk:
    """Answers all whose word is even; keeps the first round waiting until the others have come."""

    def __init__(self) -> None:
        self.rounds: list[int] = []
        self.alone: list[int] = []

    def run_many(self, _many: object, said: Sequence[dispatch.Said]) -> list[dict[str, Any] | None]:
        self.rounds.append(len(said))
        return [{"ack": one.raw} if one.raw % 2 == 0 else None for one in said]

    def run(self, _person: Person, _kind: str, _key: UUID, raw: Any) -> dict[str, Any]:
        self.alone.append(raw)
        if raw == 13:
            raise dispatch.SignedOut
        return {"error": raw}


@pytest.fixture
def clerk(monkeypatch: pytest.MonkeyPatch) -> Clerk:
    found = Clerk()
    monkeypatch.setattr(dispatch, "run_many", found.run_many)
    monkeypatch.setattr(dispatch, "run", found.run)
    return found


def _nothing(asked: Sequence[registry.Asked]) -> list[dict[str, Any] | None]:
    return [None for _ in asked]


PERSON = Person(Actor.person(uuid4()), uuid4(), "en")


async def _told() -> None:
    await asyncio.sleep(0)


def _say(words: Sequence[int], told: Callable[[], Awaitable[None]] = _told) -> list[Any]:
    async def all_of_them() -> Any:
        rounds = Rounds(_nothing, told)
        return await asyncio.gather(
            *(rounds.run(PERSON, "any", uuid4(), word) for word in words), return_exceptions=True
        )

    return list(asyncio.run(all_of_them()))


def test_who_speaks_at_the_same_moment_shares_a_round_and_gets_their_own_answer(clerk: Clerk) -> None:
    assert _say(range(0, 20, 2)) == [{"ack": word} for word in range(0, 20, 2)]
    assert clerk.rounds == [10] and clerk.alone == []


def test_what_a_round_leaves_out_is_run_by_itself_and_says_why(clerk: Clerk) -> None:
    answers = _say([2, 3, 4, 13])
    assert answers[:3] == [{"ack": 2}, {"error": 3}, {"ack": 4}]
    assert isinstance(answers[3], dispatch.SignedOut)
    assert sorted(clerk.alone) == [3, 13]


def test_a_round_that_fails_is_asked_one_by_one(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_many: object, _said: object) -> Any:
        raise RuntimeError

    monkeypatch.setattr(dispatch, "run_many", broken)
    assert _say([2, 3]) == [{"error": 2}, {"error": 3}]


def test_no_round_is_larger_than_the_limit(clerk: Clerk) -> None:
    _say(range(0, 240, 2))
    assert sum(clerk.rounds) == 120 and max(clerk.rounds) == 50


async def _talk(*, together: int) -> None:
    """Half of them begin a moment later; each answers a moment after it was answered."""
    rounds = Rounds(_nothing, _told)

    async def talk(begins: float) -> None:
        await asyncio.sleep(begins)
        for _ in range(3):
            await rounds.run(PERSON, "any", uuid4(), 2)
            await asyncio.sleep(0.002)

    await asyncio.gather(*(talk(0.001 * (place % 2)) for place in range(together)))


def test_where_many_write_the_next_round_waits_for_those_who_were_just_answered(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.realtime.together._FOR_MORE_SECONDS", 0.2)
    asyncio.run(_talk(together=16))
    assert clerk.rounds[1:3] == [16, 16]


def test_where_few_write_nobody_waits_for_others(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.realtime.together._FOR_MORE_SECONDS", 3600)
    asyncio.run(asyncio.wait_for(_talk(together=3), 5))
    assert sum(clerk.rounds) == 9


def test_the_next_round_follows_when_the_last_one_was_told(clerk: Clerk) -> None:
    done: list[int] = []

    async def told() -> None:
        done.append(len(clerk.rounds))
        await asyncio.sleep(0.01)

    _say(range(0, 240, 2), told)
    assert done == list(range(1, len(clerk.rounds) + 1))
