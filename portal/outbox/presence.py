"""Who has a live connection right now, for those who ask before they send a notice.

Each process that holds sockets says it anew every few seconds; a word lives a little longer than that, so a
killed process is forgotten by itself. Redis alone keeps it, under names that only CHANNEL_KEY can make: who
reads Redis learns of nobody. It is a hint and nothing more: with Redis away everybody counts as not
connected, and is sent what is due.
"""

import hashlib
import hmac
import logging
import time
from collections.abc import Iterable
from functools import cache
from uuid import UUID

import redis
from django.conf import settings

log = logging.getLogger(__name__)
SAY_EVERY_SECONDS = 10.0
_LIVES_SECONDS = 25
_PAUSE_SECONDS = 2.0
_quiet_until = 0.0


def _name(account_id: UUID) -> str:
    return "fb:here:" + hmac.new(settings.CHANNEL_KEY, account_id.bytes, hashlib.sha256).hexdigest()[:32]


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.3, health_check_interval=0)


def say(account_ids: Iterable[UUID]) -> None:
    """These accounts have a socket open here. Blocking, for at most half a second: call it in a thread."""
    global _quiet_until
    names = [_name(account_id) for account_id in account_ids]
    if not names or time.monotonic() < _quiet_until:
        return
    try:
        with _client(settings.REDIS_URL).pipeline(transaction=False) as pipe:
            for name in names:
                pipe.set(name, 1, ex=_LIVES_SECONDS)
            pipe.execute()
    except redis.RedisError as error:
        _quiet_until = time.monotonic() + _PAUSE_SECONDS
        log.warning("presence not said: redis is away error=%s", type(error).__name__)


def is_here(account_id: UUID) -> bool:
    """Whether some process held a socket of this account within the last seconds. Redis away: False."""
    try:
        return bool(_client(settings.REDIS_URL).exists(_name(account_id)))
    except redis.RedisError as error:
        log.warning("presence not known: redis is away error=%s", type(error).__name__)
        return False
