"""F06: the table of messages is locked. Whoever needs it waits a bounded time; whoever does not, does not."""

import asyncio
import time
from uuid import uuid4

import pytest

from tests.faults.product import Product
from tests.faults.wire import Answer, Door

# Nine seconds by the settings (a connection, the conversation, the table), and what a busy machine adds.
BOUNDED = 12.0
MANY = 30
LOCKED = "LOCK TABLE messaging_message IN ACCESS EXCLUSIVE MODE"


async def send_many(product: Product, door: Door, thread: str, keys: list[str]) -> list[Answer]:
    path = f"/api/v1/threads/{thread}/messages"
    return await asyncio.gather(
        *(
            door.ask("POST", path, port=product.port, key=key, body={"body": f"{key} words"}, within=30)
            for key in keys
        )
    )


@pytest.mark.slow
@pytest.mark.feature("D5.e")
def test_writers_are_put_off_in_bounded_time_and_the_rest_goes_on(product: Product) -> None:
    door, thread = product.as_person("patient1"), product.thread_of("patient1")
    keys = [str(uuid4()) for _ in range(MANY)]
    with product.sql() as database, database.transaction():
        database.execute(LOCKED)
        began = time.monotonic()
        answers = asyncio.run(send_many(product, door, thread, keys))
        assert time.monotonic() - began < BOUNDED
        assert {answer.status for answer in answers} == {503}
        assert all(answer.retry_after for answer in answers)
        # A few who wait leave room for everybody else.
        waiting = asyncio.run(one_waits_while_another_asks(product, door, thread))
        assert waiting < 2
        assert product.get("/health/live").status == 200
    again = asyncio.run(send_many(product, door, thread, keys))
    assert {answer.status for answer in again} <= {200, 201, 503}
    left = [key for key, answer in zip(keys, again, strict=True) if answer.status == 503]
    last = asyncio.run(send_many(product, door, thread, left))
    assert {answer.status for answer in last} <= {200, 201}


async def one_waits_while_another_asks(product: Product, door: Door, thread: str) -> float:
    waits = asyncio.create_task(send_many(product, door, thread, [str(uuid4())]))
    await asyncio.sleep(0.5)
    began = time.monotonic()
    answer = await door.ask("GET", "/api/v1/session", port=product.port)
    took = time.monotonic() - began
    assert answer.status == 200
    assert (await waits)[0].status == 503
    return took
