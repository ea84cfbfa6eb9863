"""The minute of `make faults` that every run of the tests has: random kills, calm, checker."""

from collections.abc import Iterator

import pytest

from tests.faults.campaign import TARGETS, campaign
from tests.faults.conftest import ALIKE
from tests.faults.product import Product

SEED = 20261
SECONDS = 34.0
CALM = 5.0
# Fewer would say that the machine, and not the product, was too slow for the test to mean anything.
LEAST_MESSAGES = 100


@pytest.fixture
def two_webs() -> Iterator[Product]:
    made = Product("minute", webs=2, jobs=True, alike=ALIKE)
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.feature("M5.h")
def test_no_message_is_lost_doubled_misplaced_or_shown_to_others_while_everything_is_killed(
    two_webs: Product,
) -> None:
    report = campaign(two_webs, seed=SEED, seconds=SECONDS, calm=CALM)
    assert report.findings == [], report.words()
    assert set(report.kills) == set(TARGETS)
    assert report.numbers["acknowledged"] >= LEAST_MESSAGES
