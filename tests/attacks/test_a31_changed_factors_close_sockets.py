"""A31: a changed password and a deactivated account close all other sockets of the person."""

import time

from django.test import Client

from portal.accounts.models import Account
from tests.api.realtime.conftest import Notes, Person
from tests.sockets import Server, cookie_of
from tests.world import sign_in

CHANGE = "/_allauth/browser/v1/account/password/change"


def other_browser(person: Person) -> Client:
    client = Client(headers={"origin": "http://testserver"})
    sign_in(client, person.account)
    return client


def test_a31_a_changed_password_closes_the_other_sessions_sockets_and_no_other(
    server: Server, ada: Person, ben: Person, notes: Notes
) -> None:
    thief = other_browser(ada)
    with (
        server.open(ada.cookie) as own,
        server.open(cookie_of(thief)) as stolen,
        server.open(ben.cookie) as neighbour,
    ):
        own.frame(), stolen.frame(), neighbour.frame()
        answer = ada.client.post(
            CHANGE,
            {"current_password": "a long enough password", "new_password": "another long one of hers"},
            content_type="application/json",
        )
        assert answer.status_code == 200, answer.json()
        began = time.monotonic()
        notes.write(ada.id, ben.id)
        assert stolen.close_code(timeout=5) == 4401
        assert stolen.read_since == []
        assert time.monotonic() - began < 5
        assert own.frame()["seq"] == 1
        assert neighbour.frame()["seq"] == 1


def test_a31_a_deactivated_account_loses_every_socket(server: Server, ada: Person, notes: Notes) -> None:
    second = other_browser(ada)
    with server.open(ada.cookie) as one, server.open(cookie_of(second)) as two:
        one.frame(), two.frame()
        Account.objects.filter(id=ada.id).update(is_active=False)
        notes.write(ada.id)
        for line in (one, two):
            assert line.close_code(timeout=5) == 4401
            assert line.read_since == []
