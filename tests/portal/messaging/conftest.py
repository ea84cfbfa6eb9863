from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from portal.kernel import clock
from tests.portal.messaging.objects import open_hours
from tests.world import World, build

WEDNESDAY = datetime(2026, 10, 7, 14, tzinfo=UTC)  # 10:00 in New York


def _made() -> World:
    world = build()
    open_hours(world)
    return world


@pytest.fixture
def world(db: None) -> World:
    """For most tests: what they do is rolled back."""
    return _made()


@pytest.fixture
def committed(transactional_db: None) -> World:
    """For tests with several connections."""
    return _made()


@pytest.fixture
def fixed(db: None) -> Iterator[World]:
    """The clock stands at ten on a Wednesday, in the program's zone."""
    clock.set_fixed(WEDNESDAY)
    yield _made()
    clock.set_fixed(None)
