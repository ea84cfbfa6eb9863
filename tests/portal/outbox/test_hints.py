"""Nobody waits long for a Redis that is gone or hangs."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import redis
from pytest_django import Settings

from portal.outbox import hints

ALLOWED = 2.0  # one wait of half a second, and what a busy machine adds; twelve waits would be six


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    hints.rest()
    yield
    hints.rest()


@pytest.fixture
def hangs(settings: Settings) -> Iterator[None]:
    """It accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.REDIS_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        yield


def ping() -> bool:
    return hints.attempt("a ping", lambda client: bool(client.ping()), otherwise=False)


@pytest.mark.feature("D5.b")
def test_twelve_who_ask_a_redis_that_hangs_wait_once_together(hangs: None) -> None:
    begun = time.monotonic()
    threads = [threading.Thread(target=ping) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begun < ALLOWED


def test_after_a_failure_it_is_left_alone_and_then_asked_again(settings: Settings) -> None:
    there = settings.REDIS_URL
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert not ping()
    settings.REDIS_URL = there
    assert not ping()
    hints.rest()
    assert ping()


def test_what_is_no_fault_of_redis_is_not_swallowed() -> None:
    def broken(_: redis.Redis) -> bool:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        hints.attempt("a mistake", broken, otherwise=False)
