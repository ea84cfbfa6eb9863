import pytest

from tests.portal.messaging.objects import open_hours
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    made = build()
    open_hours(made)
    return made
