"""A message from thumb to thumb, over the real socket."""

from collections.abc import Iterator
from typing import Any

import pytest

from portal.outbox import hints
from tests.portal.messaging.objects import CANARY, open_hours, say
from tests.sockets import Server, Socket, cookie_of
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


def until(line: Socket, kind: str) -> dict[str, Any]:
    while (frame := line.frame())["type"] != kind:
        pass
    data: dict[str, Any] = frame["data"]
    return data


@pytest.mark.feature("M6.a")
def test_what_one_side_writes_appears_on_the_others_open_page_in_one_shape(
    server: Server, world: World
) -> None:
    mine, theirs = (cookie_of(world.client(who)) for who in ("patient", "therapist"))
    with server.open(mine) as patient, server.open(theirs) as team:
        sent = patient.command("messaging.send", {"topic": "medication", "body": f"Hi {CANARY}"})
        assert sent["type"] == "ack"
        frame = until(team, "messaging.message_sent")
        assert frame["message"] == sent["data"]["message"]
        thread_id = frame["message"]["thread_id"]
        answered = team.command("messaging.answer", {"thread_id": thread_id, "body": "Thanks"})
        # The patient's own words come as a frame too, before or after their acknowledgement.
        while (seen := until(patient, "messaging.message_sent"))["message"]["from_team"] is False:
            pass
        assert seen["message"] == answered["data"]["message"]
        assert seen["thread"]["unread"] == 1 and seen["thread"]["answer_by"] is None


@pytest.mark.feature("M6.b")
def test_reading_on_one_device_tells_the_other_devices(server: Server, world: World) -> None:
    from tests.portal.messaging.objects import reply

    thread_id = say(world).thread_id
    reply(world, thread_id)
    one, two = (cookie_of(world.client("patient")) for _ in range(2))
    with server.open(one) as phone, server.open(two) as tablet:
        phone.command("messaging.read", {"thread_id": str(thread_id), "seq": 2})
        assert until(tablet, "messaging.thread_read")["unread"] == 0


def test_an_outsiders_socket_gets_no_frame_and_the_same_error_as_for_an_unknown_thread(
    server: Server, world: World
) -> None:
    thread_id = str(say(world).thread_id)
    unknown = "00000000-0000-4000-8000-000000000000"
    with server.open(cookie_of(world.client("neighbour"))) as line:
        assert line.frame()["type"] == "hello"
        answers = []
        for target in (thread_id, unknown):
            for kind, rest in (("send", {"body": "Hi"}), ("read", {"seq": 1}), ("replying", {})):
                found = line.command(f"messaging.{kind}", {"thread_id": target} | rest)
                answers.append((kind, found["type"], found["problem"]))
        assert answers[:3] == answers[3:]
        say(world, "More")
        assert line.silent_for(3)
