"""F24: the scanner is down, or takes a file and never answers. Nothing is handed out unscanned, nobody waits
without end, and the file is scanned later."""

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from portal.files import logic, scanner, scanning
from portal.files.models import File
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.portal.files.objects import clamd, sent, uploaded
from tests.world import World, build

JOB = Actor.system("files.scan")


@pytest.fixture
def world(db: None) -> World:
    return build()


def _state(world: World, who: str, file: File) -> tuple[str, int]:
    client = world.client(who)
    shown = client.get(f"/api/v1/files/{file.id}").json()["state"]
    return shown, client.get(f"/api/v1/files/{file.id}/content").status_code


@pytest.mark.feature("M7.g")
@pytest.mark.parametrize("fault", ["down", "hung", "unclear"])
def test_a_file_waits_unread_while_the_scanner_is_away_and_is_scanned_later(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    monkeypatch.setattr(scanner, "WITHIN", 0.5)
    monkeypatch.setattr(scanner.is_clean, "__kwdefaults__", {"within": 0.5})
    with clamd(b"" if fault == "hung" else b"INSTREAM size limit exceeded. ERROR") as address:
        settings.CLAMAV = ("127.0.0.1", 9) if fault == "down" else address
        file = uploaded(world)
        sent(world, file.id)  # the words go; the file goes along, closed
        began = time.monotonic()
        assert scanning.scan_due(JOB) == 0
        assert time.monotonic() - began < 5
        for who in ("patient", "therapist"):
            assert _state(world, who, file) == ("pending", 404)
        if fault == "down":
            parts = world.client("nobody").get("/health/ready").json()
            assert (parts["status"], parts["parts"]["scanner"]) == ("degraded", False)
    with clamd() as address:
        settings.CLAMAV = address
        assert scanning.scan_due(JOB) == 0  # not due yet
        clock.set_fixed(clock.now() + logic.scan_again(1) + timedelta(seconds=60))
        try:
            assert scanning.scan_due(JOB) == 1
        finally:
            clock.set_fixed(None)
        for who in ("patient", "therapist"):
            assert _state(world, who, file) == ("ready", 200)


def test_the_next_tries_come_ever_later_up_to_a_quarter_of_an_hour() -> None:
    waits = [logic.scan_again(tries) for tries in range(1, 12)]
    assert waits == sorted(waits) and waits[0] == timedelta(seconds=10) and waits[-1] == timedelta(minutes=15)


def test_words_alone_are_sent_whatever_the_scanner_does(world: World, settings: Any) -> None:
    settings.CLAMAV = ("127.0.0.1", 9)
    answer = world.client("patient").post(
        "/api/v1/threads", {"topic": "other", "body": "Hello"}, content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )  # fmt: skip
    assert answer.status_code == 201
