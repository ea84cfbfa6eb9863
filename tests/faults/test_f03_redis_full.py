"""F03: Redis is full, or takes no writes. As if it were away, and the worker goes on afterwards."""

import time
from collections.abc import Iterator

import pytest
import redis

from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product


@pytest.fixture
def valkey(product: Product) -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(product.valkey.redis_url)
    yield client
    client.execute_command("REPLICAOF", "NO", "ONE")  # type: ignore[no-untyped-call]  # redis types it loosely
    client.config_set("maxmemory", "0")
    client.close()


@pytest.mark.slow
@pytest.mark.feature("D5.e")
def test_a_redis_that_takes_nothing_costs_no_message_and_stops_no_worker(
    product: Product, valkey: redis.Redis
) -> None:
    with Load(product, seed=3) as load:
        at = time.monotonic()
        # Each long enough for beat to fail, and for the worker to meet the fault.
        valkey.config_set("maxmemory", "1")
        time.sleep(4)
        valkey.config_set("maxmemory", "0")
        valkey.execute_command("REPLICAOF", "127.0.0.1", "1")  # type: ignore[no-untyped-call]  # as above
        time.sleep(4)
        assert load.delivered_since(at) > 0
        assert load.longest_delivery_since(at) < 15
        valkey.execute_command("REPLICAOF", "NO", "ONE")  # type: ignore[no-untyped-call]  # as above
        history = load.finish(calm=1)
    assert check(history) == []
    product.wait_until_at_work()
