"""A40, the socket's part: a session that still owes its second factor opens no socket, and keeps none."""

import pytest
from websockets.exceptions import InvalidStatus

from portal.accounts.models import Account, Session
from tests.api.realtime.conftest import Notes, Person
from tests.sockets import Server


def test_a40_a_half_signed_in_session_opens_no_socket(server: Server, ada: Person) -> None:
    Account.objects.filter(id=ada.id).update(second_factor=True)
    Session.objects.filter(id=ada.session_id).update(second_factor=False)
    with pytest.raises(InvalidStatus) as caught, server.open(ada.cookie):
        pass
    assert caught.value.response.status_code == 403


def test_a40_an_open_socket_closes_when_the_account_comes_to_need_a_second_factor(
    server: Server, ada: Person, notes: Notes
) -> None:
    Session.objects.filter(id=ada.session_id).update(second_factor=False)
    with server.open(ada.cookie) as line:
        line.frame()
        Account.objects.filter(id=ada.id).update(second_factor=True)
        notes.write(ada.id)
        assert line.close_code(timeout=5) == 4401
        assert line.read_since == []
