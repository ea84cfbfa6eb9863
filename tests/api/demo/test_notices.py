"""The page of what left the demo: its data and its page share one address."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from portal.notify.channels import Outgoing
from portal.notify.sinks import PushSink, SmsSink
from portal.notify.wording import Words
from tests.world import World

WORDS = Words("notify.push_session", "Footbridge", "Reminder: today 5:00 PM.")


def test_the_sinks_are_listed_newest_first_and_a_repeat_is_counted(world: World) -> None:
    account = world.people["patient"].id
    SmsSink().send(Outgoing("one", account, WORDS, "/today", "en"), to="+16025550142")
    push = Outgoing("two", account, WORDS, "/today", "es")
    for _again in range(2):
        PushSink().send(push, to="a browser")
    PushSink().send(push, to="another browser")
    rows = Client().get("/demo/notices").json()
    assert [(row["channel"], row["text"], row["times"]) for row in rows[-1:]] == [
        ("sms", "Reminder: today 5:00 PM.", 1)
    ]
    assert sorted((row["text"], row["times"]) for row in rows[:-1]) == [
        ("Tienes un recordatorio.", 1),
        ("Tienes un recordatorio.", 2),
    ]
    assert "6025550142" not in str(rows)


@pytest.mark.django_db
def test_a_browser_that_wants_a_page_gets_the_app(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>Footbridge</title>")
    settings.FRONTEND_DIST = tmp_path
    page = Client().get("/demo/notices", headers={"accept": "text/html,*/*"})
    assert page.content == b"<title>Footbridge</title>"
    assert page.headers["Vary"].startswith("Accept")
    assert Client().get("/demo/notices").json() == []
