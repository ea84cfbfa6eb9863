"""A30: signing out in another tab closes this session's sockets, and nothing passes before that."""

import time
from contextlib import suppress

import pytest
from pytest_django import Settings
from websockets.exceptions import ConnectionClosed

from tests.api.realtime.conftest import Notes, Person
from tests.sockets import Server, Socket

SIGN_OUT = "/_allauth/browser/v1/auth/session"


def sign_out(person: Person) -> None:
    response = person.client.delete(SIGN_OUT)
    assert response.status_code == 401  # allauth's way to say that nobody is signed in any more


def closes_without_a_frame(line: Socket, within: float) -> bool:
    began = time.monotonic()
    code = line.close_code(timeout=within)
    return code == 4401 and not line.read_since and time.monotonic() - began < within


@pytest.mark.parametrize("redis", ["there", "away"])
def test_a30_its_sockets_close_within_five_seconds(
    server: Server, ada: Person, notes: Notes, settings: Settings, redis: str
) -> None:
    if redis == "away":
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with server.open(ada.cookie) as one, server.open(ada.cookie) as two:
        one.frame(), two.frame()
        sign_out(ada)
        assert closes_without_a_frame(one, 5)
        assert closes_without_a_frame(two, 5)


def test_a30_nothing_is_delivered_after_it_though_it_was_written_at_once(
    server: Server, ada: Person, notes: Notes
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        sign_out(ada)
        notes.write(ada.id)
        assert closes_without_a_frame(line, 5)
    assert notes.rendered == 0


def test_a30_a_command_after_it_does_nothing(server: Server, ada: Person, notes: Notes) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        sign_out(ada)
        with suppress(ConnectionClosed):  # it may have been closed already
            line.line.send('{"type":"test.say","id":"7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11","data":{}}')
        assert closes_without_a_frame(line, 5)


def test_a30_another_session_of_the_same_person_stays(server: Server, ada: Person, notes: Notes) -> None:
    from django.test import Client

    from tests.sockets import cookie_of
    from tests.world import sign_in

    other = Client()
    sign_in(other, ada.account)
    with server.open(ada.cookie) as mine, server.open(cookie_of(other)) as theirs:
        mine.frame(), theirs.frame()
        sign_out(ada)
        assert mine.close_code() == 4401
        notes.write(ada.id)
        assert theirs.frame()["seq"] == 1
