"""F02: Redis is killed in the middle and comes back with nothing in it."""

import time

import pytest

from tests.faults.checker import check
from tests.faults.load import Load
from tests.faults.product import Product
from tests.faults.waiting import until

# Below the sweep's 2.5 seconds: only a wake through Redis is so quick for most.
BY_WAKE = 1.2


@pytest.mark.slow
def test_nothing_is_lost_sessions_live_on_and_wakes_and_jobs_come_again(product: Product) -> None:
    with Load(product, seed=2) as load:
        time.sleep(1)
        product.kill("valkey")
        product.mend("valkey")
        # The hub tries again each second: then it listens to the new server.
        time.sleep(2)
        at = time.monotonic()
        until(lambda: load.delivered_since(at) >= 60, within=20)
        assert load.median_delivery_since(at) < BY_WAKE
        history = load.finish(calm=1)
    assert check(history) == []
    assert not load.tally.counts["handshake 403"]
    product.wait_until_at_work()
