import asyncio
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from pytest_django import Settings
from websockets.asyncio.client import connect

from api.realtime import limits
from portal.access import grants
from portal.access.matrix import Basis, Scope
from portal.accounts import sessions
from portal.outbox import wakes
from portal.supervisor.servers import Valkey, run_dir
from tests.api.realtime.conftest import Notes, Person
from tests.sockets import ORIGIN, Server


@pytest.fixture
def valkey(settings: Settings) -> Iterator[Valkey]:
    """A server of this test's own, to be stopped and started."""
    folder = run_dir("footbridge-hub-")
    made = Valkey(folder, log_file=Path(folder) / "valkey.log")
    made.start()
    settings.REDIS_URL = made.redis_url
    yield made
    made.stop()


def give(person: Person, scopes: list[Scope]) -> None:
    with transaction.atomic():
        grants.give(account_id=person.id, basis=Basis.FAMILY, patient_id=PATIENT, scopes=scopes)


PATIENT = uuid4()


def test_redis_dies_and_comes_back_and_nothing_is_lost(
    server: Server, ada: Person, notes: Notes, valkey: Valkey
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        valkey.stop()
        notes.write(ada.id)
        notes.write(ada.id)
        assert [line.frame()["seq"], line.frame()["seq"]] == [1, 2]
        valkey.start()
        time.sleep(2.6)  # past the pause of the sender and the retry of the hub
        notes.write(ada.id)
        assert line.frame(timeout=1.5)["seq"] == 3


def test_a_changed_grant_tells_the_socket_to_look_again(server: Server, ada: Person, notes: Notes) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        with transaction.atomic():
            grants.give(account_id=ada.id, basis=Basis.STAFF, program_id=uuid4())
        assert line.frame() == {"type": "access_changed"}
        notes.write(ada.id)
        assert line.frame()["seq"] == 1


@pytest.mark.parametrize("redis", ["there", "away"])
def test_a_relatives_socket_closes_within_five_seconds_when_consent_ends_and_nothing_passes(
    server: Server, ada: Person, notes: Notes, settings: Settings, redis: str
) -> None:
    if redis == "away":
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
    give(ada, [Scope.SCHEDULE])
    with server.open(ada.cookie) as line:
        line.frame()
        with transaction.atomic():
            grants.end(account_id=ada.id, basis=Basis.FAMILY, patient_id=PATIENT)
        notes.write(ada.id)
        assert line.close_code(timeout=5) == 4403
        assert line.read_since == []
    assert notes.rendered == 0
    with server.open(ada.cookie) as line:
        assert line.frame()["type"] == "hello"


def test_every_session_of_a_deactivated_account_closes(server: Server, ada: Person, notes: Notes) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        ada.account.is_active = False
        ada.account.save()
        assert line.close_code(timeout=5) == 4401


def test_a_socket_that_does_not_read_is_closed_and_catches_up_later(
    server: Server, ada: Person, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.realtime import connection

    async def never(_text: str) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(connection, "QUEUE", 3)
    monkeypatch.setattr("api.realtime.consumer.Socket._send_text", lambda _self, text: never(text))
    with server.open(ada.cookie) as line:
        for _ in range(8):
            notes.write(ada.id)
        assert line.close_code(timeout=5) == 1013
    body = ada.client.get("/api/v1/sync", {"after": 0}).json()
    assert [frame["seq"] for frame in body["frames"]] == list(range(1, 9))


def test_a_forged_word_in_redis_closes_nobody(server: Server, ada: Person, valkey: Valkey) -> None:
    import redis

    with server.open(ada.cookie) as line:
        line.frame()
        time.sleep(0.3)
        intruder = redis.Redis.from_url(valkey.redis_url)
        assert intruder.publish(wakes.channel(), f'[[],["{ada.sid}"]]') == 1
        intruder.close()
        assert line.command("ping")["type"] == "pong"
        wakes.end_session([ada.sid])
        assert line.close_code(timeout=2) == 4401


def test_what_this_process_writes_arrives_at_once_without_redis(
    server: Server, ada: Person, notes: Notes, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("api.realtime.hub.SWEEP_SECONDS", 600)
    with server.open(ada.cookie) as line:
        line.frame()
        notes.write(ada.id)
        assert line.frame()["type"] == "test.note_written"


def test_what_another_process_writes_arrives_through_redis(
    server: Server, ada: Person, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.realtime.hub.SWEEP_SECONDS", 600)
    with server.open(ada.cookie) as line:
        line.frame()
        time.sleep(0.3)  # until the hub has subscribed
        monkeypatch.setattr(wakes, "_listeners", [])
        monkeypatch.setattr(wakes, "is_own", lambda sealed: False)
        notes.write(ada.id)
        assert line.frame()["type"] == "test.note_written"


def room_for_files() -> None:
    """Both ends of all sockets are in this one process: more than the usual 1024 files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def test_five_hundred_sockets_open_and_are_closed_at_once(
    server: Server, ada: Person, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.realtime.hub.SOCKETS_A_SESSION", 600)
    room_for_files()
    cookie, session_id = ada.cookie, ada.session_id

    async def crowd() -> list[int]:
        gate = asyncio.Semaphore(40)
        opened = asyncio.Event()
        count = 0

        async def one() -> int:
            nonlocal count
            async with gate:
                line = await connect(
                    f"ws://127.0.0.1:{server.port}/ws",
                    origin=ORIGIN,  # type: ignore[arg-type]  # a NewType of str
                    subprotocols=["footbridge.v1"],  # type: ignore[list-item]  # a NewType of str
                    additional_headers={"Cookie": f"sessionid={cookie}"},
                    compression=None,
                    proxy=None,
                    open_timeout=60,
                )
                await line.recv()
            count += 1
            if count == 500:
                opened.set()
            await line.wait_closed()
            return line.close_code or 0

        tasks = [asyncio.create_task(one()) for _ in range(500)]
        await asyncio.wait_for(opened.wait(), 60)
        await asyncio.to_thread(_end_in_thread, session_id)
        return await asyncio.wait_for(asyncio.gather(*tasks), 20)

    assert asyncio.run(crowd()) == [4401] * 500
    assert limits.SOCKETS_A_SESSION == 10


def _end_in_thread(session_id: UUID) -> None:
    from django.db import connection

    sessions.end([session_id])
    connection.close()
