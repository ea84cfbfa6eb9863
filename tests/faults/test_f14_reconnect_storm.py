"""F14: a web process dies under its sockets, and all of them come back at once."""

import pytest

from tests.faults.product import Product
from tests.faults.storm import BACK_WITHIN, storm

SOCKETS = 500
# The pool of the web process, of the relay, the worker's threads and beat, and the test's own.
MOST_CONNECTIONS = 10 + 10 + 10 + 4
MOST_GROWTH_MB = 50.0


@pytest.mark.slow
@pytest.mark.alone
def test_five_hundred_sockets_come_back_without_an_error_for_anybody(product: Product) -> None:
    weather = storm(product, sockets=SOCKETS, jitter=0)
    assert weather.back_in < BACK_WITHIN
    assert set(weather.statuses) == {200}
    assert weather.most_connections <= MOST_CONNECTIONS
    assert weather.grown_mb < MOST_GROWTH_MB
