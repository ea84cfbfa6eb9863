"""A62: the link that ends mails. It acts by POST alone, once, for one person and one purpose."""

import base64
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail, signing
from django.test import Client

from portal.kernel import clock
from portal.notify import channels, preferences, unsubscribing
from portal.notify.channels import Mail, Outgoing
from portal.notify.wording import Words
from portal.outbox import jobs
from tests.portal.notify.objects import wish
from tests.world import World, build

pytestmark = pytest.mark.django_db
WORDS = Words("notify.push_message", "Footbridge", "You have a new message.")


@pytest.fixture
def world(db: None) -> World:
    return build()


def sent(world: World, who: str = "patient") -> mail.EmailMessage:
    account = world.people[who]
    Mail().send(Outgoing("one", account.id, WORDS, "/today", "en"), to=account.email)
    return mail.outbox[-1]


def link(message: mail.EmailMessage) -> str:
    header = str(message.extra_headers["List-Unsubscribe"])
    return header.strip("<>").removeprefix("http://testserver")


def wants_mail(world: World, who: str = "patient") -> bool:
    return preferences.own(world.actor(who)).email


def click(path: str) -> int:
    """As a mail program does it: a form with one fixed word, no cookie."""
    client = Client(enforce_csrf_checks=True)
    form = "List-Unsubscribe=One-Click"
    return client.post(path, form, content_type="application/x-www-form-urlencoded").status_code


@pytest.mark.feature("R7.e")
def test_a62_one_click_ends_the_mails_and_the_second_changes_nothing(world: World) -> None:
    message = sent(world)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = link(message)
    assert click(path) == 204
    assert not wants_mail(world)
    version = preferences.own(world.actor("patient")).version
    assert click(path) == 204
    assert preferences.own(world.actor("patient")).version == version
    assert wants_mail(world, "neighbour")


@pytest.mark.feature("R7.e")
def test_a62_a_scanner_that_opens_the_link_changes_nothing(world: World) -> None:
    path = link(sent(world))
    for method in ("GET", "HEAD", "OPTIONS"):
        Client().generic(method, path)
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("http://testserver/mail-off#")
    assert wants_mail(world)


@pytest.mark.feature("R7.e")
def test_a62_a_tampered_or_foreign_token_acts_for_nobody_and_tells_nothing(world: World) -> None:
    token = unsubscribing.token(world.people["patient"].id)
    raw = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    raw[-20] ^= 1
    own = world.people["patient"].id
    tries = [
        base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("="), token[:-4], token + "AAAA",
        "x", "=", "%ff", str(own), base64.urlsafe_b64encode(own.bytes).decode(), signing.dumps(str(own)),
    ]  # fmt: skip
    answers = {click(f"{unsubscribing.PATH}?t={each}") for each in tries}
    assert answers == {404}
    assert click(unsubscribing.PATH) == 400
    assert click(f"{unsubscribing.PATH}?t={unsubscribing.token(UUID(int=7))}") == 404
    assert wants_mail(world)


def test_a62_the_link_names_nobody_and_signs_nobody_in(world: World) -> None:
    message, account = sent(world), world.people["patient"]
    path = link(message)
    everything = path + base64.urlsafe_b64decode(path.partition("?t=")[2] + "==").hex()
    for word in (str(account.id), account.id.hex, account.email, account.preferred_name):
        assert word not in everything
    client = Client()
    client.post(path, {}, content_type="application/json")
    assert client.get("/api/v1/reminder-settings").status_code == 401


def test_a62_mails_about_signing_in_go_on(world: World) -> None:
    click(link(sent(world)))
    client = Client(headers={"origin": "http://testserver"})
    before = len(mail.outbox)
    client.post(
        "/_allauth/browser/v1/auth/password/request", {"email": world.people["patient"].email},
        content_type="application/json",
    )  # fmt: skip
    jobs.run_due()
    assert len(mail.outbox) == before + 1
    assert "List-Unsubscribe" not in mail.outbox[-1].extra_headers


def test_a62_an_old_link_still_ends_the_mails_and_none_can_begin_them(world: World) -> None:
    path = link(sent(world))
    click(path)
    wish(world, email=True)
    clock.set_fixed(clock.now() + timedelta(days=60))
    try:
        assert click(path) == 204
    finally:
        clock.set_fixed(None)
    assert not wants_mail(world)
    assert channels.sender("email")
