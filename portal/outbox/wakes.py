"""Wakes: a word through Redis that there is something to fetch. Losing one costs seconds, never an event.

All go through one pub/sub channel of our own. A wake is sealed with CHANNEL_KEY: whoever reads Redis sees
neither who is meant nor what for, and whoever can write to it can close nobody's socket.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from portal.outbox import hints

_AAD = b"footbridge.wake.v1"
_NONCE = 12


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


def _send(message: Wake) -> None:
    sealed = encode(message)
    hints.attempt("a wake", lambda client: client.publish(channel(), sealed), otherwise=None)
