"""F05: connections to the database are cut, at random and right after COMMIT was sent."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.faults.checker import check, check_trail
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.proxy import CommitCutter
from tests.faults.wire import Answer, Door


@pytest.mark.slow
@pytest.mark.feature("M5.h")
def test_connections_cut_at_random_cost_no_message_and_double_none(product: Product) -> None:
    with Load(product, seed=5) as load:
        time.sleep(1)
        ending = time.monotonic() + 5
        with product.sql() as database:
            while time.monotonic() < ending:
                database.execute(
                    "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity "
                    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() "
                    "ORDER BY random() LIMIT 1) AS one"
                )
                time.sleep(0.2)
        history = load.finish(calm=1)
        assert check(history) + check_trail(history, load.trail()) == []


@dataclass
class Behind:
    """A web process whose way to the database leads through the cutter."""

    product: Product
    port: int
    cutter: CommitCutter

    def send(self, door: Door, topic: str, key: str) -> Answer:
        """On a topic that has no thread yet: what opens one is a transaction of several statements, whose
        COMMIT is a message of its own on the wire."""
        body = {"topic": topic, "body": f"{key} words"}
        return asyncio.run(door.ask("POST", "/api/v1/threads", port=self.port, body=body, key=key))


@pytest.fixture
def behind(product: Product) -> Iterator[Behind]:
    with CommitCutter(product.folder) as cutter:
        url = product.database_url.replace(str(product.folder), cutter.folder)
        yield Behind(product, product.start_web("web-behind", DATABASE_URL=url), cutter)
        product.stop_service("web-behind", kill=True)


@pytest.mark.slow
@pytest.mark.feature("M5.b")
def test_a_commit_whose_answer_was_lost_is_found_again_by_its_key(behind: Behind) -> None:
    product, door = behind.product, behind.product.as_person("patient0")
    key = str(uuid4())
    assert behind.send(door, "skills", str(uuid4())).status == 201
    behind.cutter.arm()
    lost = behind.send(door, "paperwork", key)
    assert behind.cutter.cuts == 1
    assert (lost.status, lost.retry_after) == (503, 5)  # stored, and nobody could say so
    again = behind.send(door, "paperwork", key)
    assert again.status == 200  # 200: it was there before
    once_more = behind.send(door, "paperwork", key)
    assert once_more.body["message"]["id"] == again.body["message"]["id"]
    with product.sql() as database:
        (count,) = (
            database.execute("SELECT count(*) FROM messaging_message WHERE key = %s", [key]).fetchone() or ()
        )
    assert count == 1
