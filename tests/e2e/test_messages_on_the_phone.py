"""Messages on the phone: drafts, the queue, changing, one-tap answers, search, linked talks."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from portal.demo.people import email_of
from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP, asked_until, scroll

Open = Callable[..., Page]
WHO = "neighbour"  # walk 1 has the first patient's threads
DRAFT = "fetch('/api/v1/drafts/topic.{topic}').then((a) => a.json()).then((d) => d.body)"
# Everything that a phone keeps for the page, sealed or not, as one text.
DUMP = """async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of base.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      found.push(`${store}: ${rows.length}`, JSON.stringify(rows));
    }
    base.close();
  }
  return found.join("\\n");
}"""
TALK = """
from uuid import uuid4
from portal.messaging import actions
from tests.e2e.cast_world import found
from tests.portal.messaging.objects import reply, say
world = found()
first = say(world, "Hello", topic={topic!r}, who={who!r})
for number in range({count}):
    say(world, f"Message {{number}}", topic={topic!r}, who={who!r})
{more}
out = str(first.thread_id)
"""


def talk(clinic: Clinic, topic: str, *, count: int = 0, more: str = "") -> str:
    """A thread of the neighbour on a topic. Returns its id."""
    made: str = clinic.shell(TALK.format(topic=topic, who=WHO, count=count, more=more))
    return made


def box(page: Page) -> Any:
    return page.get_by_label("Write a message")


def begin(page: Page, topic: str) -> None:
    page.get_by_label("Topic").select_option(topic)
    expect(page.get_by_label("Topic")).to_have_value(topic)


def typed(page: Page, words: str) -> None:
    box(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def send(page: Page, words: str) -> None:
    box(page).fill(words)
    page.get_by_role("button", name="Send", exact=True).click()


def sign_in_again(page: Page) -> None:
    """By the form, as a person does."""
    page.get_by_role("button", name="Email and password").click()
    page.get_by_label("Email").fill(email_of(WHO))
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("I share it").click()
    page.get_by_role("button", name="Go on").click()


@pytest.mark.feature("M4.a", "M4.d")
def test_words_that_were_just_typed_are_back_after_the_page_was_closed_and_on_another_device(
    page_as: Open,
) -> None:
    page = page_as(WHO, path="/messages/new?topic=paperwork")
    typed(page, "The letter for work")
    # No pause for the saving: the page is gone with the last key.
    page.close()
    other = page_as(WHO, path="/messages/new?topic=paperwork")
    expect(box(other)).to_have_value("The letter for work")
    expect(other.get_by_text("Draft saved")).to_be_visible()
    box(other).fill("")
    asked_until(other, DRAFT.format(topic="paperwork"), "")


@pytest.mark.feature("M4.b")
def test_words_typed_while_the_session_ended_are_back_after_signing_in_again(
    page_as: Open, clinic: Clinic
) -> None:
    page = page_as(WHO, path="/messages/new?topic=skills", watch=False)
    typed(page, "I tried the breathing")
    asked_until(page, DRAFT.format(topic="skills"), "I tried the breathing")
    page.context.clear_cookies(name=re.compile("session"))
    # In one go: whatever is asked meanwhile may find the session ended and lead away between two keys.
    box(page).fill("I tried the breathing and it helped")
    expect(page).to_have_url(re.compile("/sign-in"))
    sign_in_again(page)
    expect(page).to_have_url(re.compile("/messages/new"))
    expect(box(page)).to_have_value("I tried the breathing and it helped")
    asked_until(page, DRAFT.format(topic="skills"), "I tried the breathing and it helped")
    box(page).fill("")
    asked_until(page, DRAFT.format(topic="skills"), "")


@pytest.mark.feature("M4.c")
def test_on_a_shared_phone_words_written_offline_stay_in_the_page_and_reach_the_server_later(
    page_as: Open,
) -> None:
    page = page_as(WHO, path="/messages/new?topic=family", watch=False)
    expect(page.get_by_text("We expect to answer").or_(page.get_by_text("We answer during"))).to_be_visible()
    page.context.set_offline(True)
    typed(page, "My sister wants to come")
    expect(page.get_by_text("Offline. Keep this page open.")).to_be_visible()
    assert "sister" not in page.evaluate(DUMP)
    page.context.set_offline(False)
    asked_until(page, DRAFT.format(topic="family"), "My sister wants to come")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    box(page).fill("")
    asked_until(page, DRAFT.format(topic="family"), "")


@pytest.mark.feature("M4.f")
def test_two_devices_at_one_draft_lose_nothing(page_as: Open) -> None:
    phone, tablet = (page_as(WHO, path="/messages/new?topic=schedule") for _ in range(2))
    expect(box(tablet)).to_have_value("")
    typed(phone, "I slept badly")
    expect(phone.get_by_text("Draft saved")).to_be_visible()
    typed(tablet, "Is there group on Monday?")
    offer = tablet.get_by_role("region", name="You also began this on another device")
    expect(offer).to_contain_text("I slept badly")
    offer.get_by_role("button", name="Add to my message").click()
    expect(box(tablet)).to_have_value("Is there group on Monday?\nI slept badly")
    expect(offer).to_have_count(0)
    box(tablet).fill("")
    asked_until(tablet, DRAFT.format(topic="schedule"), "")


@pytest.mark.feature("M5.a", "M5.c", "M5.d", "M5.e", "M5.g")
def test_messages_of_a_bad_network_wait_go_out_in_order_and_once(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "paperwork")
    page = page_as(WHO, path=f"/messages/{thread}", watch=False)
    expect(page.get_by_text("Hello").first).to_be_visible()
    page.context.set_offline(True)
    for number in range(1, 5):
        send(page, f"Waiting {number}")
        expect(page.get_by_text("Waiting. Sends when you are online.")).to_have_count(number)
    leaves = page.evaluate("() => { const e = new Event('beforeunload', {cancelable: true});"
                           " dispatchEvent(e); return !e.defaultPrevented; }")  # fmt: skip
    assert leaves is False
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 6000, "uploadThroughput": 3000}
    page.context.set_offline(False)
    network.send("Network.emulateNetworkConditions", slow)
    page.get_by_text(re.compile("^Waiting 1$")).wait_for()
    # Cut off once more in the middle of it.
    page.context.set_offline(True)
    page.context.set_offline(False)
    network.send("Network.emulateNetworkConditions", slow)
    expect(page.get_by_text("Waiting. Sends when you are online.")).to_have_count(0, timeout=25_000)
    expect(page.locator("article", has_text="Waiting 4")).to_contain_text("Sent ", timeout=25_000)
    rows = page.evaluate(
        f"fetch('/api/v1/threads/{thread}/messages').then((a) => a.json()).then((p) => p.results)"
    )
    assert [row["body"] for row in rows if row["body"].startswith("Waiting")] == [
        f"Waiting {number}" for number in range(1, 5)
    ]
    laptop = page_as("off_team", size=LAPTOP, path=f"/inbox/{thread}")
    expect(laptop.get_by_text("Waiting 4").first).to_be_visible()
    expect(page.get_by_text(re.compile("^Read by Off"))).to_be_visible(timeout=25_000)
    laptop.close()


def open_on_an_own_phone(page: Page, thread: str) -> None:
    """The phone is made the person's own, with a PIN, and shows the talk."""
    assert page.evaluate(OWN_DEVICE) == 200
    page.goto("/pin")
    page.get_by_label("PIN", exact=True).fill("135790")
    page.get_by_label("The same PIN again").fill("135790")
    page.get_by_role("button", name="Keep this phone ready").click()
    # "/" leads there a moment later, over whatever was asked for meanwhile.
    expect(page).to_have_url(re.compile("/today$"))
    page.evaluate(GO, f"/messages/{thread}")
    expect(page.get_by_text("Hello").first).to_be_visible()


@pytest.mark.feature("M4.e", "M5.f")
def test_an_own_phone_keeps_what_waits_over_the_closed_page_and_sign_out_wipes_it(
    page_as: Open, clinic: Clinic
) -> None:
    thread = talk(clinic, "medication")
    page = page_as(WHO, path="/pin", watch=False)
    open_on_an_own_phone(page, thread)
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    for words in ("First from the train", "Second from the train"):
        send(page, words)
        expect(page.get_by_text(words)).to_be_visible()
    typed(page, "Half a sentence")
    expect(page.get_by_text("Offline. Saved on this phone.")).to_be_visible()
    page.close()
    page.context.set_offline(False)
    later = page.context.new_page()
    later.goto(f"/messages/{thread}")
    assert "train" not in later.evaluate(DUMP) and "sentence" not in later.evaluate(DUMP)
    later.get_by_label("Your PIN for this phone").fill("135790")
    later.get_by_role("button", name="Unlock").click()
    expect(box(later)).to_have_value("Half a sentence")
    expect(later.get_by_text("Second from the train")).to_be_visible()
    expect(later.get_by_text("Waiting. Sends when you are online.")).to_have_count(0)
    expect(later.locator("article", has_text="Second from the train")).to_contain_text("Sent ")
    rows = later.evaluate(
        f"fetch('/api/v1/threads/{thread}/messages').then((a) => a.json()).then((p) => p.results)"
    )
    assert [row["body"] for row in rows][-2:] == ["First from the train", "Second from the train"]
    later.evaluate(GO, "/more")
    later.get_by_role("button", name="Sign out").click()
    expect(later).to_have_url(re.compile("/sign-in$"))
    left = _left_behind(later)
    assert "vault" not in left and not re.search(r"^\w+: [1-9]", left, re.MULTILINE), left


def _left_behind(page: Page) -> Any:
    """Signing out ends in a fresh document: what is asked of the old one while it goes is asked again."""
    for _ in range(5):
        with suppress(Error):
            return page.evaluate(DUMP)
        page.wait_for_load_state()
    raise AssertionError("the page does not come to rest")


OWN_DEVICE = """async () => {
  const { csrf } = await (await fetch('/api/v1/session')).json();
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': csrf };
  headers['Idempotency-Key'] = crypto.randomUUID();
  const body = JSON.stringify({ device: 'own' });
  const answer = await fetch('/api/v1/session/device', { method: 'POST', body, headers });
  return answer.status;
}"""
GO = """(path) => {
  const link = document.createElement('a');
  link.href = path;
  document.body.append(link);
  link.click();
  link.remove();
}"""


@pytest.mark.feature("M6.b", "M6.c")
def test_reading_on_one_device_lowers_the_badge_on_the_other(page_as: Open, clinic: Clinic) -> None:
    more = "reply(world, first.thread_id, 'Please bring the form', who='off_team')"
    thread = talk(clinic, "other", more=more)
    phone, tablet = (page_as(WHO, path="/messages") for _ in range(2))
    tab = tablet.get_by_role("link", name=re.compile("^Messages"))
    expect(tab).to_contain_text("1")
    phone.locator(f"a[href='/messages/{thread}']").click()
    expect(phone.get_by_text("Please bring the form")).to_be_visible()
    expect(tab).not_to_contain_text("1", timeout=5_000)
    expect(tablet.get_by_text("1 new")).to_have_count(0)
    phone.go_back()
    expect(phone.get_by_role("link", name=re.compile("^Messages"))).not_to_contain_text("1")


@pytest.mark.feature("M10.a", "M10.b", "M10.c")
def test_a_message_is_changed_and_another_taken_back_and_the_team_sees_what_was_said(
    page_as: Open, clinic: Clinic
) -> None:
    thread = talk(clinic, "schedule")
    page = page_as(WHO, path=f"/messages/{thread}")
    laptop = page_as("off_team", size=LAPTOP, path=f"/inbox/{thread}")
    send(page, "I come at nine")
    said = page.locator("article", has_text="I come at nine")
    said.get_by_role("button", name="Change").click()
    page.get_by_label("Your message").fill("I come at ten")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("article", has_text="I come at ten")).to_contain_text("Edited")
    expect(laptop.locator("article", has_text="I come at ten")).to_be_visible()
    send(page, "Forget it")
    page.locator("article", has_text="Forget it").get_by_role("button", name="Change").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("article", has_text="You took this message back")).to_be_visible()
    gone = laptop.locator("article", has_text="Neighbour took a message back")
    expect(gone).to_be_visible()
    expect(laptop.get_by_text("Forget it")).to_have_count(0)
    gone.get_by_role("button", name="See what it said").click()
    expect(laptop.get_by_role("dialog")).to_contain_text("Forget it")


@pytest.mark.feature("M11.a", "M11.b", "M11.c")
def test_a_question_of_the_team_is_answered_with_one_tap(page_as: Open, clinic: Clinic) -> None:
    thread = talk(clinic, "skills")
    page = page_as(WHO, path=f"/messages/{thread}")
    expect(page.get_by_text("Hello").first).to_be_visible()
    laptop = page_as("off_team", size=LAPTOP, path=f"/inbox/{thread}")
    for kind, choices, words in (
        ("choices", "Monday, Tuesday", "Which day suits you?"), ("yes_no", "", "Can you come at nine?"),
    ):  # fmt: skip
        laptop.get_by_label("Kind of answer").select_option(kind)
        if choices:
            laptop.get_by_label("Choices").fill(choices)
        laptop.get_by_label("Reply to Neighbour").fill(words)
        laptop.get_by_role("button", name="Send as Off Team").click()
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("button", name="Monday")).to_have_count(0)
    page.get_by_role("button", name="Yes", exact=True).dblclick()
    expect(page.get_by_text("You answered: Yes")).to_be_visible()
    expect(page.get_by_role("button", name="No", exact=True)).to_have_count(0)
    expect(laptop.get_by_text("Answered: Yes")).to_be_visible()
    rows = page.evaluate(
        f"fetch('/api/v1/threads/{thread}/messages').then((a) => a.json()).then((p) => p.results)"
    )
    assert [row["body"] for row in rows if row["answers_to"]] == ["Yes"]


@pytest.mark.feature("M6.d", "M6.e", "M12.b", "M12.d")
def test_a_long_talk_opens_at_the_newest_a_search_leads_to_the_old_word(
    page_as: Open, clinic: Clinic
) -> None:
    more = "say(world, 'The bicycle is sold', topic='other', who='neighbour')\n"
    more += "for n in range(80): say(world, f'Then {n}', topic='other', who='neighbour')"
    thread = talk(clinic, "other", count=30, more=more)
    page = page_as(WHO, path=f"/messages/{thread}")
    newest = page.get_by_text("Then 79", exact=True)
    expect(page.get_by_text("Not watched at night.")).to_be_visible()
    expect(newest).to_be_in_viewport()
    scroll(page, 0)
    top = page.locator("article").first
    expect(top).to_be_in_viewport()
    words = top.inner_text()
    before = top.bounding_box()
    # Past the pointer, which would scroll to the button first.
    page.get_by_role("button", name="Show earlier messages").dispatch_event("click")
    same = page.locator("article", has_text=re.compile(f"^{re.escape(words.splitlines()[0])}"))
    page.wait_for_function("() => document.querySelectorAll('article').length > 60")
    after = same.first.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 90

    page.goto("/messages")
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Words to look for").fill("BICYCLE")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status").filter(has_text="1 message found")).to_be_visible()
    page.get_by_role("list", name="Messages found").get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"/messages/{thread}\?at=\d+$"))
    expect(page.get_by_text("The bicycle is sold")).to_be_in_viewport()
    expect(page.get_by_text("Then 79", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Show later messages").click()
    expect(page.get_by_text("Then 60", exact=True)).to_have_count(1)

    link = page.url
    out = page_as(None, path=link)
    expect(out).to_have_url(re.compile("/sign-in"))
    sign_in_again(out)
    expect(out).to_have_url(link)
    expect(out.get_by_text("The bicycle is sold")).to_be_in_viewport()


@pytest.mark.feature("M9.b", "M9.d")
def test_words_on_a_closed_talk_go_on_in_a_linked_one_and_both_lead_to_each_other(
    page_as: Open, clinic: Clinic
) -> None:
    more = "actions.close_thread(world.actor('off_team'), thread_id=first.thread_id)"
    thread = talk(clinic, "family", more=more)
    page = page_as(WHO, path=f"/messages/{thread}")
    expect(page.get_by_text("This talk is closed.")).to_be_visible()
    send(page, "One more thing")
    expect(page).not_to_have_url(re.compile(thread))
    expect(page.get_by_text("One more thing")).to_be_visible()
    expect(page.get_by_text("This goes on from your talk of")).to_be_visible()
    page.get_by_role("link", name="Show it").click()
    expect(page).to_have_url(re.compile(thread))
    expect(page.get_by_text("This talk goes on in a new one.")).to_be_visible()
    page.get_by_role("link", name="Show it").click()
    expect(page.get_by_text("One more thing")).to_be_visible()
    laptop = page_as("off_team", size=LAPTOP, path=f"/inbox/{thread}")
    expect(laptop.get_by_text("This talk goes on in a new one.")).to_be_visible()
    expect(laptop.get_by_label("Reply to Neighbour")).to_be_visible()  # nothing moves from here on
    laptop.get_by_role("link", name="Show it").click()
    expect(laptop.get_by_text("This goes on from the talk of")).to_be_visible()
