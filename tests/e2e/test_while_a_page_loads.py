"""What comes live before the page's own code is here."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_messages_on_the_phone import WHO, talk
from tests.e2e.visit import asked_until

Open = Callable[..., Page]
READ = "fetch('/api/v1/threads/{}/messages').then((a) => a.json()).then((p) => p.thread.unread)"
# As on a slow phone: the code that takes what comes live is here long after the page and its socket.
SLOW = "window.requestIdleCallback = (run) => { window.codeIsHere = run; };"


@pytest.mark.feature("M1.c", "M6.a")
def test_what_comes_while_the_page_still_loads_its_code_is_shown(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "medication")
    page = page_as(WHO, path="/messages")
    frames: list[str] = []
    page.on("websocket", lambda line: line.on("framereceived", lambda frame: frames.append(str(frame))))
    page.add_init_script(SLOW)
    page.goto(f"/messages/{thread}")
    expect(page.get_by_text("Not watched at night.")).to_be_visible()
    more = "reply(world, first.thread_id, 'Come at nine tomorrow', who='off_team')"
    talk(clinic, "medication", more=more)
    for _ in range(200):
        if any("Come at nine tomorrow" in frame for frame in frames):
            break
        page.wait_for_timeout(100)
    page.evaluate("codeIsHere()")
    expect(page.get_by_text("Come at nine tomorrow")).to_be_visible()
    asked_until(page, READ.format(thread), 0)  # no other journey finds it unread


@pytest.mark.feature("M1.c", "M6.a")
def test_code_that_the_network_loses_is_asked_for_again_without_a_tap(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "medication")
    page = page_as(WHO, path="/shell.json", watch=False)
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        name = route.request.url
        if name in lost:
            route.continue_()
        else:
            lost.append(name)
            route.abort()

    page.route(re.compile(r"/assets/(events|TypingLine|Picker|Going)-"), lose_once)
    back = {"yes": False}
    messages = re.compile(f"/threads/{thread}/messages")
    page.route(messages, lambda route: route.continue_() if back["yes"] else route.abort())
    page.goto(f"/messages/{thread}")
    expect(page.get_by_text("It will load when you have a connection.")).to_be_visible()
    back["yes"] = True
    expect(page.get_by_label("Write a message")).to_be_visible()
    assert any("/events-" in name for name in lost)
    more = "reply(world, first.thread_id, 'Come at ten tomorrow', who='off_team')"
    talk(clinic, "medication", more=more)
    expect(page.get_by_text("Come at ten tomorrow")).to_be_visible()
    asked_until(page, READ.format(thread), 0)
