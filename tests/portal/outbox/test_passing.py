"""A passing word: sealed, good for seconds, said once in a while, and to nobody where Redis is away."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import redis
from pytest_django import Settings

from portal.kernel import clock
from portal.outbox import hints, passing, wakes

WORD = passing.Word("test.writes", uuid4(), uuid4(), uuid4())
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rested() -> None:
    """No pause is left over from a test that took Redis away."""
    hints.rest()


@pytest.fixture
def listener(settings: Settings) -> Iterator[Any]:
    client: Any = redis.Redis.from_url(settings.REDIS_URL)  # redis-py has no type for pubsub
    with client.pubsub() as found:
        found.subscribe(passing.channel())
        while found.get_message(timeout=5) is None:
            pass
        yield found


def heard(listener: Any) -> list[passing.Heard]:
    """What was said until now: a last word of our own marks the end."""
    end = uuid4()
    passing.say(replace(WORD, object_id=end), by=uuid4(), to=[uuid4()], every_seconds=1)
    found: list[passing.Heard] = []
    until = time.monotonic() + 5
    while time.monotonic() < until:
        message = listener.get_message(timeout=0.5)
        one = message and passing.decode(message["data"])
        if one and one.word.object_id == end:
            return found
        if one:
            found.append(one)
    raise TimeoutError


def say(by: UUID, *to: UUID, every: float = 2.0) -> None:
    passing.say(WORD, by=by, to=to, every_seconds=every)


def test_a_word_reaches_others_and_never_its_own_speaker(listener: Any) -> None:
    me, other = uuid4(), uuid4()
    say(me, me, other)
    say(me, me)
    assert [(one.word, one.accounts) for one in heard(listener)] == [(WORD, (other,))]


def test_the_same_word_of_one_speaker_is_said_once_in_its_pause(listener: Any) -> None:
    me, other, third = uuid4(), uuid4(), uuid4()
    for _ in range(5):
        say(me, third)
    say(other, third)
    assert len(heard(listener)) == 2


def test_redis_sees_no_id_of_anybody(listener: Any, settings: Settings) -> None:
    me, other = uuid4(), uuid4()
    sealed = passing.encode(passing.Heard(WORD, (other,), clock.now()))
    say(me, other)
    client: Any = redis.Redis.from_url(settings.REDIS_URL)
    kept = b" ".join(client.scan_iter("fb:said:*")) + sealed
    assert b"fb:said:" in kept
    for one in (me, other, WORD.object_id, WORD.patient_id, WORD.program_id):
        assert one.bytes not in kept and one.hex.encode() not in kept and str(one).encode() not in kept


def test_a_word_holds_for_seconds_so_a_recording_says_nothing_later() -> None:
    one = passing.Heard(WORD, (uuid4(),), clock.now())
    assert one.holds(one.said_at + timedelta(seconds=5))
    assert not one.holds(one.said_at + timedelta(seconds=7))
    assert passing.decode(passing.encode(one)) == one


def test_what_was_sealed_for_another_purpose_or_by_nobody_is_no_word() -> None:
    assert passing.decode(wakes.encode(wakes.Wake((uuid4(),)))) is None
    assert passing.decode(b"[]") is None
    assert wakes.decode(passing.encode(passing.Heard(WORD, (uuid4(),), clock.now()))) is None


def test_without_redis_nothing_is_said_and_nothing_breaks(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    say(uuid4(), uuid4())
