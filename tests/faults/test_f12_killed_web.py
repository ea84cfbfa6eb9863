"""F12: a web process is killed in the middle of a POST, again and again."""

import asyncio
import time
from uuid import uuid4

import pytest

from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.wire import Answer, Lost

# After so many seconds of its life a request meets its end: early, in the middle, about when it answers.
MOMENTS = (0.0, 0.012, 0.03)


@pytest.mark.slow
@pytest.mark.feature("M5.b")
def test_a_killed_web_process_leaves_each_message_there_once_or_not_at_all(product: Product) -> None:
    door, thread = product.as_person("patient2"), product.thread_of("patient2")
    for moment in MOMENTS:
        key = str(uuid4())

        def send(key: str = key) -> Answer | None:
            work = door.ask(
                "POST", f"/api/v1/threads/{thread}/messages", port=product.port, key=key,
                body={"body": f"{key} words"},
            )  # fmt: skip
            return asyncio.run(_or_nothing(work, product, moment))

        first = send()
        product.mend("web")
        product.wait_until_ready()
        stored = count(product, key)
        assert stored == 1 if first is not None else stored in (0, 1)
        again = asyncio.run(
            door.ask(
                "POST", f"/api/v1/threads/{thread}/messages", port=product.port, key=key,
                body={"body": f"{key} words"},
            )  # fmt: skip
        )
        assert again.status == (200 if stored else 201)
        assert count(product, key) == 1


async def _or_nothing(work: object, product: Product, moment: float) -> Answer | None:
    asked = asyncio.ensure_future(work)  # type: ignore[call-overload]
    await asyncio.sleep(moment)
    product.kill("web")
    try:
        answer: Answer = await asked
    except Lost:
        return None
    return answer


def count(product: Product, key: str) -> int:
    with product.sql() as database:
        row = database.execute("SELECT count(*) FROM messaging_message WHERE key = %s", [key]).fetchone()
    return int(row[0]) if row else 0
