"""A28: a socket opens for the cookie of a living session and exactly one of our origins; else no frame."""

import pytest
from websockets.exceptions import InvalidStatus

from portal.accounts import sessions
from tests.api.realtime.conftest import Person
from tests.sockets import Server


def refused(server: Server, cookie: str | None, **how: str | None) -> bool:
    with pytest.raises(InvalidStatus) as caught, server.open(cookie, **how):  # type: ignore[arg-type]  # kwargs
        pass
    return caught.value.response.status_code == 403


def test_a28_without_a_cookie(server: Server, ada: Person) -> None:
    assert refused(server, None)


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32, '"', "../../etc/passwd", "a=b; sessionid=x"])
def test_a28_with_a_bad_cookie(server: Server, ada: Person, cookie: str) -> None:
    assert refused(server, cookie)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.test",
        "http://testserver:8001",
        "https://testserver",
        "http://testserver.evil.test",
        "http://sub.testserver",
        "http://testserver/",
        "http://TESTSERVER",
        "http://testserver http://evil.test",
    ],
)
def test_a28_from_another_origin(server: Server, ada: Person, origin: str | None) -> None:
    assert refused(server, ada.cookie, origin=origin)


def test_a28_with_the_cookie_of_an_ended_session(server: Server, ada: Person) -> None:
    cookie = ada.cookie
    sessions.end([ada.session_id])
    assert refused(server, cookie)


def test_a28_with_the_cookie_of_a_deactivated_account(server: Server, ada: Person) -> None:
    ada.account.is_active = False
    ada.account.save()
    assert refused(server, ada.cookie)


def test_a28_the_same_handshake_with_nothing_wrong_opens(server: Server, ada: Person) -> None:
    with server.open(ada.cookie) as line:
        assert line.frame()["type"] == "hello"
