"""F02: Redis is killed in the middle and comes back with nothing in it."""

import time

import pytest
import redis

from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.waiting import until


@pytest.mark.slow
@pytest.mark.feature("D5.e")
def test_nothing_is_lost_sessions_live_on_and_wakes_and_jobs_come_again(product: Product) -> None:
    with Load(product, seed=2) as load:
        time.sleep(1)
        product.kill("valkey")
        product.mend("valkey")
        client = redis.Redis.from_url(product.valkey.redis_url)
        until(lambda: client.pubsub_channels() != [], within=15)  # the hub listens to the new server
        client.close()
        at = time.monotonic()
        until(lambda: load.delivered_since(at) >= 60, within=20)
        history = load.finish(calm=1)
    assert check(history) == []
    assert not load.tally.counts["handshake 403"]
    product.wait_until_at_work()
