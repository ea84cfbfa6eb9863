"""F04: PostgreSQL restarts under load, once politely and once not."""

import signal
import time

import pytest

from tests.faults.checker import check, check_trail
from tests.faults.load import Load
from tests.faults.product import Product


@pytest.mark.slow
@pytest.mark.feature("M5.h", "D5.e")
def test_requests_are_put_off_with_503_and_every_process_finds_the_database_again(product: Product) -> None:
    with Load(product, seed=4) as load:
        for how in (signal.SIGINT, signal.SIGQUIT):
            time.sleep(2)
            product.restart_postgres(how)
        product.wait_until_ready()
        at = time.monotonic()
        time.sleep(3)
        assert load.delivered_since(at) > 0
        history = load.finish(calm=1)
        # `check` fails on any answer 500, and on a 503 that does not say when to come again.
        assert check(history) + check_trail(history, load.trail()) == []
    assert all(product.runs(name) for name in product.names)
