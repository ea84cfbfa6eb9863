"""A33: nonsense, floods and giants close the socket that sent them, and nobody else notices."""

import json
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.realtime.conftest import Notes, Person
from tests.sockets import Server

ID = "7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("x" * (1024 * 1024), 1009),
        ("x" * (64 * 1024 + 1), 1009),
        (b"\x00\x01", 4400),
        ("[" * 10_000, 4400),
        ('{"type":"ping","id":' + '{"a":' * 9_000, 4400),
        ("", 4400),
        ("null", 4400),
        ("[]", 4400),
        ("{}", 4400),
        (f'{{"type":"ping","id":"{ID}","data":NaN}}', 4400),
        (f'{{"type":1,"id":"{ID}"}}', 4400),
        ('{"type":"ping","id":5}', 4400),
        ('{"type":"ping","id":"five"}', 4400),
        (f'{{"type":"ping","id":"{ID}","more":1}}', 4400),
        (f'{{"type":"ping","type":"ping","id":"{ID}"}}', 4400),
        (f'{{"type":"{"p" * 81}","id":"{ID}"}}', 4400),
        (f'{{"type":"ping","id":"{ID}","data":"\\u0000"}}', 4400),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a33_nonsense_closes_the_socket_that_sent_it(
    server: Server, ada: Person, ben: Person, notes: Notes, sent: str | bytes, code: int
) -> None:
    with server.open(ben.cookie) as other, server.open(ada.cookie) as line:
        other.frame(), line.frame()
        line.line.send(sent)
        assert line.close_code() == code
        notes.write(ben.id)
        assert other.frame()["seq"] == 1


@pytest.mark.parametrize("data", ["null", "[]", "1", '"x"', '{"note_id":[]}', '{"note_id":{"a":1}}'])
def test_a33_wrong_types_in_a_command_are_refused_and_the_socket_stays(
    server: Server, ada: Person, notes: Notes, data: str
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        line.line.send(f'{{"type":"test.say","id":"{ID}","data":{data}}}')
        frame = line.frame()
        assert (frame["type"], frame["problem"]["code"]) == ("error", "invalid")
        assert line.command("ping")["type"] == "pong"


def test_a33_a_flood_of_commands_closes_the_socket(server: Server, ada: Person, ben: Person) -> None:
    with server.open(ben.cookie) as other, server.open(ada.cookie) as line:
        other.frame(), line.frame()
        try:
            for _ in range(500):
                line.line.send(json.dumps({"type": "ping", "id": str(uuid4())}))
        except ConnectionClosed:
            pass
        assert line.close_code() == 4429
        assert other.command("ping")["type"] == "pong"
