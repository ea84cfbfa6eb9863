"""F07: every connection to the database is taken for ten seconds."""

import asyncio
import time

import pytest

from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.wire import Answer, Door

HELD_SECONDS = 10.0
# The pool's time-out, then the lock's, and what a busy machine adds.
BOUNDED = 10.0
MANY = 40


async def ask_many(product: Product, door: Door) -> list[tuple[Answer, float]]:
    async def one() -> tuple[Answer, float]:
        began = time.monotonic()
        answer = await door.ask("GET", "/api/v1/session", port=product.port, within=30)
        return answer, time.monotonic() - began

    return await asyncio.gather(*(one() for _ in range(MANY)))


@pytest.mark.slow
@pytest.mark.feature("D5.e")
def test_requests_are_put_off_within_the_time_out_and_nothing_is_lost(product: Product) -> None:
    with Load(product, seed=7) as load:
        door = product.as_person("patient7")
        with product.sql() as database, database.transaction():
            began = time.monotonic()
            # Every request looks at its session first: each one that is let in keeps its connection waiting.
            database.execute("LOCK TABLE accounts_session IN ACCESS EXCLUSIVE MODE")
            answers = asyncio.run(ask_many(product, door))
            assert {answer.status for answer, _ in answers} == {503}
            assert all(answer.retry_after for answer, _ in answers)
            assert max(took for _, took in answers) < BOUNDED
            assert product.get("/health/live").status == 200
            ready = product.get("/health/ready")
            assert ready.status in (200, 503)  # by whether a connection came free in its three seconds
            time.sleep(max(0.0, HELD_SECONDS - (time.monotonic() - began)))
        product.wait_until_ready()
        history = load.finish(calm=1)
    assert check(history) == []
