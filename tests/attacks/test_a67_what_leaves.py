"""A67: whatever happens to a patient, what leaves the house is one of a few fixed lines.

Words that must never leave stand in every field that a notice could have been made from; then everything that
can send does so, through the real senders, and what the receivers got is read: the push as the browser
decrypts it, the mail with all of its headers, the text.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from pytest_django import Settings

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notify import devices, ledger, tasks, telling
from portal.notify.models import SunkNotice
from portal.notify.wording import TEMPLATES
from portal.outbox import jobs, presence
from portal.programs.models import Clinic, Patient, Program, Staff
from portal.reminders import actions as reminders
from portal.schedule import actions as schedule
from tests.portal.messaging.objects import open_hours, reply, say
from tests.portal.notify.objects import NUMBER, texts, wish
from tests.portal.schedule import objects
from tests.push_service import Browser, PushService, push_service
from tests.world import World, build

__all__ = ["push_service"]
pytestmark = pytest.mark.django_db
CANARY = "zqcanary"
LINES = {
    "en": {
        "You have a reminder.", "Something in your week changed.", "You have a new message.",
        "Something small is waiting for you.", "There is something new to read.",
        "One new thing is waiting.", "3 new things are waiting.",
    },
    "es": {
        "Tienes un recordatorio.", "Algo cambió en tu semana.", "Tienes un mensaje nuevo.",
        "Hay algo pequeño para ti.", "Hay algo nuevo para leer.",
        "Una cosa nueva te espera.", "3 cosas nuevas te esperan.",
    },
}  # fmt: skip
BODIES = {
    language: {f"{line} {invites}: https://portal.example.org" for line in LINES[language]}
    for language, invites in (("en", "Sign in to see it"), ("es", "Entra para verlo"))
}
KEYS = {f"notify.push_{name}" for name in (*TEMPLATES, "digest_one")}
PATH = re.compile(r"^/(?:|today|week|(?:messages|inbox)/[0-9a-f-]{36}\?at=\d+)$")


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, push_service: PushService) -> Iterator[World]:
    """Names, places and titles are canaries; the first patient has a phone, mail and a number."""
    monkeypatch.setattr(presence, "is_here", lambda _account_id: False)
    clock.set_fixed(objects.at("2027-01-12 15:00"))
    made = build()
    open_hours(made)
    for model, fields in (
        (Account, ("preferred_name", "full_name", "pronouns")), (Clinic, ("name",)), (Program, ("name",)),
        (Staff, ("name",)), (Patient, ("preferred_name", "full_name")),
    ):  # fmt: skip
        for row in model.objects.all():
            for name in fields:
                setattr(row, name, f"{CANARY} {name}")
            row.save()
    objects.enrol(made)
    objects.series(made, title={"en": f"{CANARY} group", "es": f"{CANARY} grupo"})
    yield made
    clock.set_fixed(None)


def everything_happens(world: World, browser: Browser) -> None:
    """Each template by each way: by the product's own doors where there is one, else by the ledger's."""
    me = world.people["patient"].id
    devices.add_push_device(world.actor("patient"), endpoint=browser.endpoint, keys=browser.keys)
    texts(world)
    wish(world, quiet_from="00:00", quiet_until="00:00", leads=[60], fallback_after=15)
    reply(world, say(world, f"{CANARY} asked").thread_id, f"{CANARY} answered")
    session = objects.next_session(world)
    schedule.move_session(
        world.actor("lead"), session_id=session.id, version=session.version, on=session.on,
        wall_time=session.wall_time.replace(hour=18), place={"en": f"{CANARY} room", "es": f"{CANARY} sala"},
    )  # fmt: skip
    reminders.plan_upcoming(Actor.system("reminders"))
    for template in ("task", "education"):
        telling.tell(
            account_id=me, template=template, about_id=uuid4(), about_at=clock.now(), path="/today",
            once=f"{template}:{uuid4()}", seq=1,
        )  # fmt: skip
    for template in sorted(TEMPLATES - {"digest"}):
        rows = ledger.drafts(
            account_id=me, channels=["push", "email", "sms"], template=template, about_id=uuid4(),
            about_at=clock.now(), path="/today", once=f"all:{template}", due_at=clock.now(),
            stale_at=clock.now() + timedelta(days=1), about_seq=1,
        )  # fmt: skip
        ledger.plan(rows)
    for minutes in (0, 20, 460, 20):
        clock.set_fixed(clock.now() + timedelta(minutes=minutes))
        jobs.run_due()
        tasks.send_due()


def digests(world: World) -> None:
    """Four things on a day of one: the rest by each of the ways."""
    wish(world, daily_cap=1, digest_at="10:00")
    clock.set_fixed(objects.at("2027-01-14 14:00"))
    for _each in range(4):
        telling.tell(
            account_id=world.people["patient"].id, template="task", about_id=uuid4(), about_at=clock.now(),
            path="/today", once=str(uuid4()), seq=1,
        )  # fmt: skip
        tasks.send_due()
    clock.set_fixed(objects.at("2027-01-14 15:00"))
    tasks.send_due()


def check_push(browser: Browser, got: list[Any], language: str) -> None:
    assert got
    for request in got:
        payload = browser.read(request)
        assert set(payload) <= {"key", "language", "path", "tag", "n"}
        assert payload["key"] in KEYS
        assert payload["language"] == language
        assert PATH.match(payload["path"])
        assert re.fullmatch(r"[0-9a-f]{32}", payload["tag"])
        assert re.fullmatch(r"\d+", payload.get("n", "1"))
        assert CANARY not in json.dumps(payload) + str(dict(request.headers))
    assert {browser.read(request)["key"] for request in got} >= {
        "notify.push_message", "notify.push_session_changed", "notify.push_digest",
    }  # fmt: skip


def check_mail(language: str) -> None:
    assert mail.outbox
    for message in mail.outbox:
        assert message.subject == "Footbridge"
        assert message.from_email == "Footbridge <no-reply@localhost>"
        assert str(message.body) in BODIES[language]
        raw = message.message().as_string()
        assert CANARY not in raw


def check_texts(language: str) -> None:
    rows = list(SunkNotice.objects.filter(channel="sms"))
    assert rows
    assert {row.text for row in rows} <= BODIES[language]
    assert all(NUMBER not in row.text for row in rows)


@pytest.mark.feature("R3.a")
@pytest.mark.feature("R3.b")
@pytest.mark.parametrize("language", ["en", "es"])
def test_a67_every_push_mail_and_text_is_one_of_the_fixed_lines(
    world: World, push_service: PushService, settings: Settings, language: str
) -> None:
    Account.objects.filter(id=world.people["patient"].id).update(language=language)
    browser = Browser("a67")
    everything_happens(world, browser)
    digests(world)
    check_push(browser, push_service.got, language)
    check_mail(language)
    check_texts(language)
