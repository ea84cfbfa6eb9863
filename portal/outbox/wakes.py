"""Wakes: a word that there is something to fetch. Losing one costs seconds, never an event.

Who listens in this process hears it at once. To all other processes it goes through one pub/sub channel of
Redis, sent by a thread of its own, so that nobody who writes waits for Redis; what comes together while it
sends goes as one. A wake is sealed with CHANNEL_KEY: whoever reads Redis sees neither who is meant nor what
for, and whoever can write to it can close nobody's socket.
"""

import atexit
import hashlib
import hmac
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from portal.outbox import hints

_AAD = b"footbridge.wake.v1"
_NONCE = 12
_PREFIX = 8
_ORIGIN = os.urandom(_PREFIX)
_AT_THE_END_SECONDS = 1.0
# So long the next one waits: every process that listens pays for each, the one that sent it too.
_BETWEEN_SECONDS = 0.02
log = logging.getLogger(__name__)


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
    return _ORIGIN + nonce + AESGCM(settings.CHANNEL_KEY).encrypt(nonce, plain.encode(), _AAD + _ORIGIN)


def decode(sealed: bytes) -> Wake | None:
    """None for what was not sealed with our key."""
    origin, nonce, rest = sealed[:_PREFIX], sealed[_PREFIX : _PREFIX + _NONCE], sealed[_PREFIX + _NONCE :]
    try:
        plain = AESGCM(settings.CHANNEL_KEY).decrypt(nonce, rest, _AAD + origin)
    except (InvalidTag, ValueError):
        return None
    accounts, sessions = json.loads(plain)
    return Wake(tuple(UUID(account) for account in accounts), tuple(sessions))


def is_own(sealed: bytes) -> bool:
    """Whether it was sent by this process, whose listeners have heard it already."""
    return sealed[:_PREFIX] == _ORIGIN


def listen(listener: Callable[[Wake], None]) -> Callable[[], None]:
    """`listener` hears every wake of this process, in the thread that says it. Returns what ends that."""
    _listeners.append(listener)

    def stop() -> None:
        if listener in _listeners:
            _listeners.remove(listener)

    return stop


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
    for listener in list(_listeners):
        listener(message)
    _post.take(message)


def _publish(message: Wake) -> None:
    sealed, name = encode(message), channel()
    hints.attempt("a wake", lambda client: client.publish(name, sealed), otherwise=None)


class _Post:
    """Sends to the other processes, behind those who write."""

    def __init__(self) -> None:
        self._wanted = threading.Condition()
        self._accounts: set[UUID] = set()
        self._sessions: set[str] = set()
        self._busy = False
        self._thread: threading.Thread | None = None

    def take(self, message: Wake) -> None:
        with self._wanted:
            self._accounts.update(message.accounts)
            self._sessions.update(message.sessions)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="wakes", daemon=True)
                self._thread.start()
            self._wanted.notify()

    def flush(self, within: float) -> None:
        """Waits for what was taken to be sent: a command that ends takes its thread along."""
        with self._wanted:
            self._wanted.wait_for(lambda: not (self._accounts or self._sessions or self._busy), within)

    def _run(self) -> None:
        while True:
            with self._wanted:
                self._wanted.wait_for(lambda: self._accounts or self._sessions)
                message = Wake(tuple(sorted(self._accounts)), tuple(sorted(self._sessions)))
                self._accounts, self._sessions, self._busy = set(), set(), True
            try:
                _publish(message)
            except Exception as error:  # the sweeps find what was not said; this thread must go on
                log.error("a wake was not sent error=%s", type(error).__name__)
            with self._wanted:
                self._busy = False
                self._wanted.notify_all()
            time.sleep(_BETWEEN_SECONDS)


_listeners: list[Callable[[Wake], None]] = []
_post = _Post()


def _fresh() -> None:
    """A process that was forked has no thread, and is another one."""
    global _post, _ORIGIN
    _post, _ORIGIN = _Post(), os.urandom(_PREFIX)
    _listeners.clear()


os.register_at_fork(after_in_child=_fresh)
atexit.register(lambda: _post.flush(_AT_THE_END_SECONDS))
