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
    client.replicaof("NO", "ONE")  # type: ignore[no-untyped-call]  # redis types this one command loosely
    client.config_set("maxmemory", "0")
    client.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["full", "read-only"])
def test_a_redis_that_takes_nothing_costs_no_message_and_stops_no_worker(
    product: Product, valkey: redis.Redis, how: str
) -> None:
    with Load(product, seed=3) as load:
        if how == "full":
            valkey.config_set("maxmemory", "1")
        else:
            valkey.replicaof("127.0.0.1", "1")  # type: ignore[no-untyped-call]  # as above
        at = time.monotonic()
        # Long enough for beat to fail several times, and for the worker to meet the fault.
        time.sleep(8)
        assert load.delivered_since(at) > 0
        if how == "full":
            valkey.config_set("maxmemory", "0")
        else:
            valkey.replicaof("NO", "ONE")  # type: ignore[no-untyped-call]  # as above
        history = load.finish(calm=1)
    assert check(history) == []
    product.wait_until_at_work()
