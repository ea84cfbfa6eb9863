"""Redis from where people wait: for hints only, and so that nobody ever waits for it long.

One client for the process, used by one thread at a time, that never tries a second time by itself. Where
Redis fails or hangs, one thread waits half a second; it is then left alone for two seconds, also by those
who stood behind that thread. A hint that is lost so costs seconds (sweeps, notices that go out although
somebody looks), never an event.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
T = TypeVar("T")
_ANSWERS_WITHIN = 0.5
_CONNECTS_WITHIN = 0.3
_PAUSE_SECONDS = 2.0
_one_at_a_time = threading.Lock()
_quiet_until = 0.0


@cache
def _client(url: str) -> redis.Redis:
    # The plain sync client: Channels' group_send from sync code makes a connection each time. One connection
    # for the process: taking one from the pool costs more than the word that it carries.
    return redis.Redis.from_url(
        url,
        socket_timeout=_ANSWERS_WITHIN,
        socket_connect_timeout=_CONNECTS_WITHIN,
        health_check_interval=0,
        retry=Retry(NoBackoff(), 0),
        single_connection_client=True,
    )


def attempt(what: str, work: Callable[[redis.Redis], T], *, otherwise: T) -> T:
    """What `work` finds with the client, or `otherwise` while Redis is away. `what` is for the log."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return otherwise
    with _one_at_a_time:
        if time.monotonic() < _quiet_until:  # whoever was before us has just found it away
            return otherwise
        try:
            return work(_client(settings.REDIS_URL))
        except redis.RedisError as error:
            _quiet_until = time.monotonic() + _PAUSE_SECONDS
            log.warning("redis is away: %s skipped error=%s", what, type(error).__name__)
            return otherwise


def rest() -> None:
    """Redis is asked again at once."""
    global _quiet_until
    _quiet_until = 0.0
