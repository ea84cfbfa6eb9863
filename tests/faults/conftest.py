"""The faults' common ground: sixty people who are due a text, and a product that may be hurt.

    def test_x(product):            # running and whole; what the test leaves hurt is mended after it
        product.kill("valkey")

One product serves all tests that ask for it, which therefore run in one worker of xdist. Those with a product
of their own are a group too: the longest tests must not be left over at the end, with nothing for the other
worker to do.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from portal.accounts.models import Account
from portal.kernel import clock
from portal.notify.ledger import drafts, plan
from portal.notify.models import Preferences
from tests.faults.product import REPORTS, Product

PEOPLE = 60
HERE = Path(__file__).parent
# In the run's own folder, which all its workers know.
ALIKE = Path(os.environ["FOOTBRIDGE_DATA"]).parent / "faults"
# The fixtures that start a product for one file alone.
OF_THEIR_OWN = {"two_webs", "found"}


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            wanted = set(getattr(item, "fixturenames", ()))
            if "one_product" in wanted:
                item.add_marker(pytest.mark.xdist_group("faults"))
            elif wanted & OF_THEIR_OWN:
                item.add_marker(pytest.mark.xdist_group("faults-apart"))


@pytest.fixture(scope="session")
def one_product(request: pytest.FixtureRequest) -> Iterator[Product]:
    made = Product("faults", jobs=True, alike=ALIKE)
    try:
        yield made.start()
        if request.session.testsfailed:
            made.keep_logs(REPORTS / "logs-of-tests")
    finally:
        made.stop()


@pytest.fixture
def product(one_product: Product) -> Iterator[Product]:
    yield one_product
    one_product.heal()


@pytest.fixture
def sixty_due(transactional_db: None) -> None:
    """One due text each, of a template that needs no schedule behind it."""
    now = clock.now()
    people = Account.objects.bulk_create(
        Account(email=f"p{n}@example.test", preferred_name="P", phone=f"+1602555{n:04}", created_at=now)
        for n in range(PEOPLE)
    )
    Preferences.objects.bulk_create(
        Preferences(account=each, sms=True, quiet_from="00:00", quiet_until="00:00") for each in people
    )
    plan(
        row
        for each in people
        for row in drafts(
            account_id=each.id, channels=["sms"], template="task", about_id=uuid4(), about_at=now,
            path="/today", once="fault", due_at=now, stale_at=now + timedelta(hours=1),
        )
    )  # fmt: skip
