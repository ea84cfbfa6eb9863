"""Wakes: a word through Redis that there is something to fetch. Losing one costs seconds, never an event.

All go through one pub/sub channel of our own. A wake is sealed with CHANNEL_KEY: whoever reads Redis sees
neither who is meant nor what for, and whoever can write to it can close nobody's socket.
"""

import hashlib
import hmac
import json
import logging
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import redis
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)
_AAD = b"footbridge.wake.v1"
_NONCE = 12
_PAUSE_SECONDS = 2.0
_quiet_until = 0.0


@dataclass(frozen=True)
class Wake:
    """`accounts` have something to fetch, or rights to look at again; `sessions` (hashes) have ended."""

    accounts: tuple[UUID, ...] = ()
    sessions: tuple[str, ...] = ()


def channel() -> str:
    """Named by the key, so that two clones on one server do not hear each other."""
    return "fb:" + hmac.new(settings.CHANNEL_KEY, _AAD, hashlib.sha256).hexdigest()[:24]


def encode(message: Wake) -> bytes:
    nonce = os.urandom(_NONCE)
    plain = json.dumps([[str(account) for account in message.accounts], list(message.sessions)])
    return nonce + AESGCM(settings.CHANNEL_KEY).encrypt(nonce, plain.encode(), _AAD)


def decode(sealed: bytes) -> Wake | None:
    """None for what was not sealed with our key."""
    try:
        plain = AESGCM(settings.CHANNEL_KEY).decrypt(sealed[:_NONCE], sealed[_NONCE:], _AAD)
    except (InvalidTag, ValueError):
        return None
    accounts, sessions = json.loads(plain)
    return Wake(tuple(UUID(account) for account in accounts), tuple(sessions))


def wake(account_ids: Iterable[UUID]) -> None:
    """Wakes every socket of these accounts, now. Call it after the commit."""
    _send(Wake(accounts=tuple(sorted(set(account_ids)))))


def end_session(session_hashes: Iterable[str]) -> None:
    """Closes these sessions' sockets, after the open transaction's commit.

    Sockets of a session whose row is gone are closed within seconds without this, too.
    """
    message = Wake(sessions=tuple(sorted(set(session_hashes))))
    transaction.on_commit(lambda: _send(message), robust=True)


@cache
def _client(url: str) -> redis.Redis:
    # The plain sync client: Channels' group_send from sync code makes a connection each time.
    # One connection for the process: taking one from the pool costs more than the word that it carries.
    return redis.Redis.from_url(
        url,
        socket_timeout=0.5,
        socket_connect_timeout=0.3,
        health_check_interval=0,
        single_connection_client=True,
    )


def _send(message: Wake) -> None:
    """Where Redis is away nobody waits for it: after a failure it is left alone for two seconds."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        _client(settings.REDIS_URL).publish(channel(), encode(message))
    except redis.RedisError as error:
        _quiet_until = time.monotonic() + _PAUSE_SECONDS
        log.warning("wake skipped: redis is away error=%s", type(error).__name__)
