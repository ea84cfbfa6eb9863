"""Who is connected: a hint that forgets by itself and names nobody."""

from typing import Any
from uuid import uuid4

import pytest
import redis
from pytest_django import Settings

from portal.outbox import hints, presence

NEVER_ENDS = -1  # Redis's answer for a name without an end


@pytest.fixture(autouse=True)
def rested() -> None:
    """No pause is left over from a test that took Redis away."""
    hints.rest()


def test_a_connection_is_known_for_some_seconds_and_redis_holds_no_id(settings: Settings) -> None:
    here, away = uuid4(), uuid4()
    presence.say([here])
    assert presence.is_here(here)
    assert not presence.is_here(away)
    client: Any = redis.Redis.from_url(settings.REDIS_URL)
    names = list(client.scan_iter("fb:here:*"))
    assert names
    assert [name for name in names if here.hex.encode() in name or str(here).encode() in name] == []
    # In milliseconds. Names of other tests may be at their end, or past it (-2).
    left = [client.pttl(name) for name in names]
    assert any(milliseconds > 0 for milliseconds in left)
    assert NEVER_ENDS not in left
    assert max(left) <= 30_000


def test_without_redis_nobody_counts_as_here_and_nothing_breaks(settings: Settings) -> None:
    here = uuid4()
    presence.say([here])
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    presence.say([here])
    assert not presence.is_here(here)
