"""Where a talk stands on a phone's screen: at its end, at what is unread, or where its reader is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_messages_on_the_phone import WHO, send, talk
from tests.e2e.visit import LAPTOP, PHONE, scroll

Open = Callable[..., Page]
ANSWERS = """
for n in range(8):
    reply(world, first.thread_id, f"Answer {n}. " + "It is longer than a line of a phone. " * 3,
          who="off_team")
"""
SAY_MORE = """
from uuid import UUID
from tests.e2e.cast_world import found
from tests.portal.messaging.objects import reply
reply(found(), UUID({thread!r}), {words!r}, who="off_team")
"""


def newer(page: Page) -> Locator:
    return page.get_by_role("button", name="New messages")


def still(page: Page) -> None:
    """All that comes late is here: fonts, the promise under the title, and two frames to lay it out."""
    expect(page.get_by_text("Not watched at night.")).to_be_visible()
    page.evaluate("() => document.fonts.ready.then(() => new Promise((done) =>"
                  " requestAnimationFrame(() => requestAnimationFrame(done))))")  # fmt: skip


def at_its_end(page: Page) -> None:
    page.wait_for_function(
        "() => { const d = document.documentElement;"
        " return d.scrollHeight > d.clientHeight + 400"
        " && d.scrollHeight - d.scrollTop - d.clientHeight < 2; }"
    )


def read_back(page: Page) -> float:
    """Goes to the top of the talk. Returns where its first message stands, in pixels."""
    scroll(page, 0)
    still(page)
    return top_of(page.locator("article").first)


def top_of(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]


@pytest.mark.feature("M6.i")
def test_words_from_the_page_of_new_messages_are_seen_at_the_end_of_their_talk(
    page_as: Open, clinic: Clinic
) -> None:
    thread = talk(clinic, "skills", count=12)
    page = page_as(WHO, path="/messages/new?topic=skills")
    still(page)
    send(page, "And one more from me")
    expect(page).to_have_url(re.compile(thread))
    expect(page.get_by_text("Message 0", exact=True)).to_have_count(1)
    still(page)
    expect(page.get_by_text("And one more from me")).to_be_in_viewport()
    at_its_end(page)


@pytest.mark.feature("M6.i")
def test_words_from_the_page_of_new_messages_are_seen_also_beside_unread_ones(
    page_as: Open, clinic: Clinic
) -> None:
    thread = talk(clinic, "schedule", more=ANSWERS)
    page = page_as(WHO, path="/messages/new?topic=schedule")
    still(page)
    send(page, "This one goes over them")
    expect(page).to_have_url(re.compile(thread))
    expect(page.get_by_text("This one goes over them")).to_be_in_viewport()
    still(page)
    expect(page.get_by_text("Answer 0.")).to_have_count(1)
    expect(page.get_by_text("This one goes over them")).to_be_in_viewport()
    at_its_end(page)
    expect(newer(page)).to_have_count(0)
    # What is unread is marked all the same.
    expect(page.get_by_role("log").get_by_text("New messages")).to_have_count(1)


@pytest.mark.feature("M6.i")
def test_a_reader_of_old_words_stays_there_and_is_offered_the_new_ones(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "medication", count=20)
    page = page_as(WHO, path=f"/messages/{thread}")
    still(page)
    at_its_end(page)
    before = read_back(page)
    clinic.shell(SAY_MORE.format(thread=thread, words="We can talk at noon"))
    expect(newer(page)).to_be_visible()
    assert top_of(page.locator("article").first) == before
    # Over the field, and not under it.
    button, foot = newer(page).bounding_box(), page.locator(".foot").bounding_box()
    assert button and foot and button["y"] + button["height"] <= foot["y"]
    newer(page).click()
    expect(page.get_by_text("We can talk at noon")).to_be_in_viewport()
    at_its_end(page)
    expect(newer(page)).to_have_count(0)

    read_back(page)
    send(page, "Noon is good")
    expect(page.get_by_text("Noon is good")).to_be_in_viewport()
    at_its_end(page)
    expect(newer(page)).to_have_count(0)


@pytest.mark.feature("M6.j")
def test_a_talk_opens_at_its_first_unread_words(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "family", count=6, more=ANSWERS)
    page = page_as(WHO, path=f"/messages/{thread}")
    still(page)
    line = page.get_by_role("log").get_by_text("New messages")
    expect(line).to_be_in_viewport()
    expect(page.get_by_text("Answer 0.")).to_be_in_viewport()
    bar = page.locator("header.bar").bounding_box()
    assert bar and bar["height"] - 1 <= top_of(line) < 200
    newer(page).click()
    expect(page.get_by_text("Answer 7.")).to_be_in_viewport()
    page.reload()
    still(page)
    at_its_end(page)
    expect(line).to_have_count(0)


@pytest.mark.feature("M6.j")
def test_the_way_back_leads_to_where_the_reader_was(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "other", count=25)
    page = page_as(WHO, path="/messages")
    page.locator(f"a[href='/messages/{thread}']").click()
    still(page)
    at_its_end(page)
    scroll(page, 300)
    still(page)
    seen = page.get_by_text("Message 5", exact=True)
    before = top_of(seen)
    for back in (page.go_back, page.get_by_role("link", name="Back").click):
        # Past the pointer, which would scroll to the button first.
        page.get_by_role("link", name="Help now").dispatch_event("click")
        expect(page).to_have_url(re.compile("/help$"))
        back()
        still(page)
        assert abs(top_of(seen) - before) < 4  # a browser scrolls by whole pixels
    page.get_by_role("link", name="Back").click()
    page.locator(f"a[href='/messages/{thread}']").click()
    still(page)
    at_its_end(page)


@pytest.mark.feature("M6.d")
def test_the_newest_words_stay_over_a_keyboard_and_over_help_before_sending(
    page_as: Open, clinic: Clinic
) -> None:
    thread = talk(clinic, "schedule", count=15)
    page = page_as(WHO, path=f"/messages/{thread}")
    still(page)
    newest = page.get_by_text("Message 14", exact=True)
    page.set_viewport_size({"width": PHONE[0], "height": 430})
    expect(newest).to_be_in_viewport()
    at_its_end(page)
    page.get_by_label("Write a message").fill("I want to kill myself")
    expect(page.get_by_role("region", name="Help right now")).to_be_visible()
    at_its_end(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    at_its_end(page)
    page.get_by_label("Write a message").fill("")


@pytest.mark.feature("M6.i")
def test_at_the_desk_a_reader_of_old_words_is_offered_the_new_ones(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "paperwork", count=30)
    laptop = page_as("off_team", size=LAPTOP, path=f"/inbox/{thread}")
    newest = laptop.get_by_text("Message 29", exact=True)
    expect(laptop.get_by_label("Reply to Neighbour")).to_be_visible()
    newer(laptop).click()  # it opened at the first unread one
    expect(newest).to_be_in_viewport()
    scroll(laptop, 0, ".desk-stream")
    # Other journeys may have written here before: whatever is first.
    expect(laptop.locator(".desk-stream article").first).to_be_in_viewport()
    expect(newest).not_to_be_in_viewport()
    phone = page_as(WHO, path=f"/messages/{thread}")
    send(phone, "Is it ready?")
    newer(laptop).click()
    expect(laptop.get_by_text("Is it ready?").last).to_be_in_viewport()
