"""Passing words cost a reader nothing: they wait for nobody, and many cost what one costs."""

import asyncio
from uuid import uuid4

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from api.realtime import relaying
from api.realtime.auth import Person
from api.realtime.connection import Connection
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging import selectors
from portal.outbox import passing
from tests.portal.messaging.objects import say
from tests.world import World, build


@pytest.mark.django_db(transaction=True)
def test_many_words_for_many_readers_are_two_statements() -> None:
    world: World = build()
    connected = {
        world.people[who].id: {str(world.client(who).session["sid"])} for who in ("therapist", "lead")
    }
    writer = selectors.writer(world.actor("patient"), thread_id=say(world).thread_id)
    words = [passing.Heard(writer.word, tuple(writer.seen_by), clock.now())] * 5
    with CaptureQueriesContext(
        database,
    ) as queries:
        found = relaying.readers_of(words, connected)
    assert len(queries) == 2
    assert {(account, len(sessions)) for account, sessions, _ in found} == {
        (account, 1) for account in connected
    }
    assert selectors.TYPING_SEEN_BY[writer.word.kind] is Permission.MESSAGE_ANSWER


def test_who_is_behind_is_told_nothing_of_it_and_is_not_closed_for_it() -> None:
    sent: list[str] = []

    async def walk() -> None:
        gate, both = asyncio.Event(), asyncio.Event()

        async def send(text: str) -> None:
            sent.append(text)
            if len(sent) == 2:
                both.set()
            await gate.wait()

        async def close(_code: int) -> None:
            raise AssertionError("closed")

        line = Connection(Person(Actor.person(uuid4()), uuid4(), "en"), send=send, close=close)
        line.mention("first")
        await asyncio.sleep(0)
        line.offer("a message")
        for _ in range(1000):
            line.mention("lost")
        gate.set()
        await both.wait()
        assert line.closing is None
        line.forget()

    asyncio.run(walk())
    assert sent == ["first", "a message"]
