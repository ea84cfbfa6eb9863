"""Who has a live connection right now, for those who ask before they send a notice.

Each process that holds sockets says it anew every few seconds; a word lives a little longer than that, so a
killed process is forgotten by itself. Redis alone keeps it, under names that only CHANNEL_KEY can make: who
reads Redis learns of nobody. It is a hint and nothing more: with Redis away everybody counts as not
connected, and is sent what is due.
"""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

import redis
from django.conf import settings

from portal.outbox import hints

SAY_EVERY_SECONDS = 10.0
_LIVES_SECONDS = 25


def _name(account_id: UUID) -> str:
    return "fb:here:" + hmac.new(settings.CHANNEL_KEY, account_id.bytes, hashlib.sha256).hexdigest()[:32]


def say(account_ids: Iterable[UUID]) -> None:
    """These accounts have a socket open here. Blocking, for at most half a second: call it in a thread."""
    names = [_name(account_id) for account_id in account_ids]
    if names:
        hints.attempt("presence", lambda client: _say(client, names), otherwise=None)


def _say(client: redis.Redis, names: list[str]) -> None:
    with client.pipeline(transaction=False) as pipe:
        for name in names:
            pipe.set(name, 1, ex=_LIVES_SECONDS)
        pipe.execute()


def is_here(account_id: UUID) -> bool:
    """Whether some process held a socket of this account within the last seconds. Redis away: False."""
    name = _name(account_id)
    return hints.attempt("who is here", lambda client: bool(client.exists(name)), otherwise=False)
