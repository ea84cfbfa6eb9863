"""F12: a web process is killed in the middle of a POST, again and again."""

import asyncio
from uuid import uuid4

import pytest

from tests.faults.product import Product
from tests.faults.wire import Answer, Door, Lost

# After so many seconds of its life a request meets its end: early, in the middle, about when it answers.
MOMENTS = (0.0, 0.012, 0.03)


@pytest.mark.slow
@pytest.mark.feature("M5.b")
def test_a_killed_web_process_leaves_each_message_there_once_or_not_at_all(product: Product) -> None:
    door, thread = product.as_person("patient2"), product.thread_of("patient2")
    for moment in MOMENTS:
        key = str(uuid4())
        first = asyncio.run(send_and_kill(product, door, thread, key, moment))
        product.mend("web")
        product.wait_until_ready()
        stored = count(product, key)
        assert stored == 1 if first is not None else stored in (0, 1)
        again = asyncio.run(send(product, door, thread, key))
        assert again.status == (200 if stored else 201)
        assert count(product, key) == 1


async def send(product: Product, door: Door, thread: str, key: str) -> Answer:
    path = f"/api/v1/threads/{thread}/messages"
    return await door.ask("POST", path, port=product.port, key=key, body={"body": f"{key} words"})


async def send_and_kill(product: Product, door: Door, thread: str, key: str, moment: float) -> Answer | None:
    asked = asyncio.create_task(send(product, door, thread, key))
    await asyncio.sleep(moment)
    product.kill("web")
    try:
        return await asked
    except Lost:
        return None


def count(product: Product, key: str) -> int:
    with product.sql() as database:
        row = database.execute("SELECT count(*) FROM messaging_message WHERE key = %s", [key]).fetchone()
    return int(row[0]) if row else 0
