"""Canaries: everything that passes through Redis while people write, answer and are told, is captured.

Ids in sealed wakes and in Celery's messages are all that may be there.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import redis
from django.conf import settings

from portal.outbox import hints, jobs
from tests.portal.messaging.objects import CANARY, open_hours, reply
from tests.sockets import Server, cookie_of
from tests.world import World, build


@pytest.fixture
def world(transactional_db: None) -> World:
    made = build()
    open_hours(made)
    return made


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    hints.rest()
    made = Server()
    made.start()
    yield made
    made.stop()


class Capture:
    """What MONITOR shows of every command of every client, until it is closed."""

    def __init__(self) -> None:
        self.client = redis.Redis.from_url(settings.REDIS_URL)
        self.seen: list[str] = []
        self.ready = threading.Event()
        self.end = "end of the capture"
        self.thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Capture":
        self.thread.start()
        assert self.ready.wait(5)
        return self

    def __exit__(self, *error: object) -> None:
        redis.Redis.from_url(settings.REDIS_URL).echo(self.end)
        self.thread.join(5)
        self.client.close()

    def _listen(self) -> None:
        with self.client.monitor() as monitor:  # type: ignore[no-untyped-call]  # redis-py has no type for it
            self.ready.set()
            for entry in monitor.listen():
                self.seen.append(str(entry["command"]))
                if self.end in self.seen[-1]:
                    return


def test_no_word_no_name_and_no_address_passes_through_redis(server: Server, world: World) -> None:
    words = [CANARY, CANARY.encode().hex(), world.patient.preferred_name, "example.test", "medication"]
    mine, theirs = (cookie_of(world.client(who)) for who in ("patient", "therapist"))
    with Capture() as capture, server.open(mine) as patient, server.open(theirs) as team:
        sent = patient.command("messaging.send", {"topic": "medication", "body": f"Hi {CANARY}"})
        thread_id = sent["data"]["message"]["thread_id"]
        _until(team, "messaging.message_sent")
        reply(world, thread_id)
        _until(patient, "messaging.message_sent")
        _typing(team, thread_id, seen_by=patient)
        while jobs.run_due():
            pass
    published = [line for line in capture.seen if line.startswith("PUBLISH")]
    assert published, "nothing passed through Redis: the capture saw nothing"
    for line in capture.seen:
        assert not [word for word in words if word in line], line[:60]


def _typing(team: Any, thread_id: str, *, seen_by: Any) -> None:
    """Said again where it was lost, as it may be: nothing waits for a word that only holds for a moment."""
    for _ in range(3):
        team.command("messaging.typing", {"thread_id": thread_id})
        with suppress(TimeoutError):
            _until(seen_by, "messaging.team_writes")
            return
    raise AssertionError("nobody saw that somebody writes")


def _until(line: Any, kind: str) -> None:
    end = time.monotonic() + 10
    while line.frame()["type"] != kind:
        assert time.monotonic() < end
