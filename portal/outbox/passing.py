"""Passing words: what is true for some seconds and is kept nowhere. Somebody writes; nothing more so far.

A word goes through Redis to the hub of each process: ids alone, sealed with CHANNEL_KEY like the wakes, with
the instant at which it was said, so that a word recorded and sent again later says nothing. It has no number,
is in no outbox and no audit, and nobody catches up on it. With Redis away it is not said.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from portal.kernel import clock
from portal.outbox import hints

HOLDS_SECONDS = 6.0
_AAD = b"footbridge.passing.v1"
_NONCE = 12


@dataclass(frozen=True)
class Word:
    """`kind` names the frame; `object_id` is what it is about, a thing of this patient in this program."""

    kind: str
    object_id: UUID
    patient_id: UUID
    program_id: UUID


@dataclass(frozen=True)
class Heard:
    """A word on its way to `accounts`: those who were entitled when it was said (UTC)."""

    word: Word
    accounts: tuple[UUID, ...]
    said_at: datetime

    def holds(self, at: datetime) -> bool:
        return abs((at - self.said_at).total_seconds()) < HOLDS_SECONDS


def channel() -> str:
    return "fb:passing:" + _mark(b"channel")


def say(word: Word, *, by: UUID, to: Iterable[UUID], every_seconds: float) -> None:
    """Says it to these accounts, unless `by` said the same less than `every_seconds` ago. Blocking, for at
    most half a second; outside of transactions."""
    accounts = sorted(set(to) - {by})
    if not accounts:
        return
    sealed = encode(Heard(word, tuple(accounts), clock.now()))
    once = "fb:said:" + _mark(by.bytes + word.object_id.bytes + word.kind.encode())
    lives = int(every_seconds * 1000)
    hints.attempt(
        "a passing word",
        lambda client: client.set(once, 1, nx=True, px=lives) and client.publish(channel(), sealed),
        otherwise=None,
    )


def encode(heard: Heard) -> bytes:
    word, nonce = heard.word, os.urandom(_NONCE)
    ids = [str(word.object_id), str(word.patient_id), str(word.program_id)]
    plain = json.dumps([word.kind, ids, [str(one) for one in heard.accounts], heard.said_at.isoformat()])
    return nonce + AESGCM(settings.CHANNEL_KEY).encrypt(nonce, plain.encode(), _AAD)


def decode(sealed: bytes) -> Heard | None:
    """None for what was not sealed with our key, or for another purpose."""
    try:
        plain = AESGCM(settings.CHANNEL_KEY).decrypt(sealed[:_NONCE], sealed[_NONCE:], _AAD)
    except (InvalidTag, ValueError):
        return None
    kind, ids, accounts, said_at = json.loads(plain)
    word = Word(kind, *(UUID(one) for one in ids))
    return Heard(word, tuple(UUID(one) for one in accounts), datetime.fromisoformat(said_at))


def _mark(words: bytes) -> str:
    """A name that tells nothing, and that two clones on one server do not share."""
    return hmac.new(settings.CHANNEL_KEY, _AAD + words, hashlib.sha256).hexdigest()[:32]
