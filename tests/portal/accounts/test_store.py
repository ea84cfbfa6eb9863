"""The session of a request, with its sign-in and its account."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from portal.accounts import sessions, store
from portal.accounts.models import Session
from portal.accounts.store import SessionStore
from portal.kernel import clock
from tests.world import World


def store_of(client: Client) -> SessionStore:
    return SessionStore(client.cookies["sessionid"].value)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("therapist")


def test_everything_comes_in_one_statement_once_the_sign_in_is_known(world: World, client: Client) -> None:
    account = world.people["therapist"]
    store._seen.clear()
    for most in (2, 1):
        with CaptureQueriesContext(connection) as queries:
            session = store_of(client)
            assert session.account == account
            found = session.living(account_id=account.id)
            assert found is not None and found.account == account
        assert len(queries) == most


def test_another_sign_in_of_the_same_session_is_noticed(world: World, client: Client) -> None:
    assert store_of(client).account is not None
    account = world.people["therapist"]
    other = sessions.begin(account_id=account.id, second_factor=True)
    changed = store_of(client)
    changed["sid"] = str(other.id)
    changed.save()
    found = store_of(client).living(account_id=account.id)
    assert found is not None and found.id == other.id


@pytest.mark.parametrize(
    "broken", ["password", "inactive", "ended", "idle", "stranger", "backend", "expired"]
)
def test_what_django_would_refuse_brings_no_account_along(world: World, client: Client, broken: str) -> None:
    assert store_of(client).account is not None
    account, now = world.people["therapist"], clock.now()
    sid = store_of(client)["sid"]
    if broken == "password":
        account.set_password("another one, long enough")
        account.save()
    elif broken == "inactive":
        account.is_active = False
        account.save()
    elif broken == "ended":
        Session.objects.filter(id=sid).update(ended_at=now)
    elif broken == "idle":
        Session.objects.filter(id=sid).update(last_seen_at=now - timedelta(days=30))
    elif broken == "stranger":
        Session.objects.filter(id=sid).update(account=world.people["patient"])
    elif broken == "expired":
        kept = store_of(client)
        kept.set_expiry(-1)
        kept.save()
    backends = ["django.contrib.auth.backends.RemoteUserBackend"]
    with override_settings(**({"AUTHENTICATION_BACKENDS": backends} if broken == "backend" else {})):
        assert store_of(client).account is None
        answer = client.get("/api/v1/threads")
    assert answer.status_code == 401 and "results" not in answer.json()


def test_a_key_that_nobody_has_is_an_empty_session(world: World) -> None:
    session = SessionStore("x" * 32)
    assert session.account is None and session.session_key is None and not session.get("sid")


def test_a_living_session_is_touched_at_most_every_half_minute(world: World, client: Client) -> None:
    account, sid = world.people["therapist"], store_of(client)["sid"]
    before = clock.now() - timedelta(seconds=40)
    Session.objects.filter(id=sid).update(last_seen_at=before)
    assert store_of(client).living(account_id=account.id)
    touched = Session.objects.get(id=sid).last_seen_at
    assert touched > before
    assert store_of(client).living(account_id=account.id)
    assert Session.objects.get(id=sid).last_seen_at == touched
