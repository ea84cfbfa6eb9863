"""STOP, START and HELP by text, as the provider passes them on."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from portal.kernel import clock
from portal.notify import ledger, preferences, stops, tasks
from portal.notify.models import InboundText, Notice, SunkNotice
from tests.portal.notify.objects import NUMBER, texts
from tests.world import World, build

pytestmark = pytest.mark.django_db
URL = "http://testserver/api/v1/notices/texts"
SECRET = "only-for-tests"


@pytest.fixture
def world(db: None) -> World:
    made = build()
    texts(made)
    return made


def writes(body: str, *, sid: str = "SM1", number: str = NUMBER, signed: str | None = None) -> Any:
    form = {"MessageSid": [sid], "From": [number], "To": ["+16025550100"], "Body": [body], "NumMedia": ["0"]}
    given = stops.signature(URL, form, secret=SECRET) if signed is None else signed
    return Client(enforce_csrf_checks=True).post(
        "/api/v1/notices/texts", urlencode(form, doseq=True),
        content_type="application/x-www-form-urlencoded", headers={"x-twilio-signature": given},
    )  # fmt: skip


def test_the_signature_is_the_one_of_the_providers_own_example() -> None:
    form = {
        "CallSid": ["CA1234567890ABCDE"], "Caller": ["+14158675309"], "Digits": ["1234"],
        "From": ["+14158675309"], "To": ["+18005551212"],
    }  # fmt: skip
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert stops.signature(url, form, secret="12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    twice = {"Sid": ["CA123"], "SidAccount": ["AC123"], "Digits": ["5678", "1234", "1234"]}
    assert stops.signature(url, twice, secret="12345") == "IK+Dwps556ElfBT0I3Rgjkr1wJU="


@pytest.mark.feature("R7.b")
@pytest.mark.parametrize("body", ["STOP", "stop", " Stop. ", "stopall", "Unsubscribe", "PARAR", "alto"])
def test_stop_ends_texts_for_every_account_of_that_number_and_start_brings_them_back(
    world: World, body: str
) -> None:
    texts(world, "neighbour")
    assert writes(body).status_code == 200
    for who in ("patient", "neighbour"):
        assert preferences.own_number_stopped(world.actor(who))
    writes("START", sid="SM2")
    assert not preferences.own_number_stopped(world.actor("patient"))


@pytest.mark.feature("R7.b")
def test_who_writes_stop_first_and_gives_the_number_later_gets_no_text(world: World) -> None:
    other = "+16025550199"
    writes("STOP", number=other)
    texts(world, "neighbour", other)
    assert preferences.own_number_stopped(world.actor("neighbour"))


@pytest.mark.feature("R7.b")
def test_a_word_that_is_not_signed_by_the_provider_changes_nothing(world: World) -> None:
    form = {"MessageSid": ["SM1"], "From": [NUMBER], "Body": ["STOP"]}
    wrong = [
        "", "x", "é", stops.signature(URL, form, secret="another"), stops.signature(URL, form, secret=""),
        stops.signature("http://evil.test/api/v1/notices/texts", form, secret=SECRET),
    ]  # fmt: skip
    assert {writes("STOP", signed=each).status_code for each in wrong} == {404}
    client = Client()
    for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
        assert client.post("/api/v1/notices/texts", "{}", content_type=kind).status_code in {404, 415}
    assert InboundText.objects.count() == 0


def test_where_no_provider_is_set_up_there_is_no_such_door(world: World, settings: Settings) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    form = {"MessageSid": ["SM1"], "From": [NUMBER], "Body": ["STOP"]}
    assert writes("STOP", signed=stops.signature(URL, form, secret="")).status_code == 404


@pytest.mark.feature("R7.b")
def test_a_known_and_an_unknown_number_get_the_same_answer(world: World) -> None:
    answers = [
        (answer.status_code, answer.content, answer.headers["Content-Type"])
        for n, number in enumerate((NUMBER, "+16025550777"))
        for word in ("STOP", "START", "HELP", "hello there")
        if (answer := writes(word, sid=f"SM{n}{word}", number=number))
    ]
    assert answers[:4] == answers[4:]
    assert b"STOP" in answers[2][1]
    assert len(answers[2][1].partition(b"<Message>")[2].partition(b"</Message>")[0]) <= 160


def test_a_replayed_start_does_not_undo_a_later_stop(world: World) -> None:
    writes("START", sid="SM1")
    writes("STOP", sid="SM2")
    writes("START", sid="SM1")
    assert preferences.own_number_stopped(world.actor("patient"))


def test_nothing_else_that_is_written_there_is_kept(world: World) -> None:
    writes("I do not feel well today, canary-7f3a")
    assert InboundText.objects.count() == 0


@pytest.mark.feature("R7.a")
@pytest.mark.feature("R7.b")
def test_a_text_that_was_planned_before_the_stop_is_not_sent(world: World) -> None:
    now = clock.now()
    ledger.plan(
        ledger.drafts(
            account_id=world.people["patient"].id, channels=["sms"], template="task", about_id=uuid4(),
            about_at=now, path="/today", once="stopped", due_at=now, stale_at=now + timedelta(hours=1),
        )
    )  # fmt: skip
    writes("STOP")
    tasks.send_due()
    assert Notice.objects.get().state == "withdrawn"
    assert SunkNotice.objects.count() == 0
