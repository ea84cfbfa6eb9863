"""What comes live before the page's own code is here."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_messages_on_the_phone import WHO, talk

Open = Callable[..., Page]
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
