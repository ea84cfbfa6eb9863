"""A47, A48 in a real browser: strings that would be script if a screen took them for more than text, on every
kind of screen that shows what people wrote; and links that lead where they say."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from tests.attacks.texts import STRINGS, Field
from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
NAME = "<img src=x onerror=hit()>"
LONG = Field("/body", 7_900).chunks(STRINGS, of="message", most=2)
PLAN = Field("/why", 2_000).chunks(STRINGS, of="plan", most=4)
SHORT = Field("/text", 490).chunks(STRINGS, of="question", most=2)
# Cyrillic letters that look like "apple".
ALIKE = "https://\u0430\u0440\u0440\u04cf\u0435.com"
LINKS = (
    "The form: https://example.org/form, our page www.example.org. Write to desk@example.org or call "
    "(303) 555-0142. Not \u202e" + ALIKE + "/\u202c, nor javascript:hit() nor a picture: "
    "![x](https://elsewhere.example/pixel.gif)"
)
# A patient of this file's own, whose every text is script.
FILL = """
from datetime import timedelta
from uuid import uuid4
from portal.accounts.models import Account
from portal.careplan import actions as careplan
from portal.demo.people import email_of
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.live import actions as live
from portal.messaging import actions
from portal.messaging.models import Message
from portal.programs import actions as programs
from tests.e2e.cast_world import found
from tests.portal.live.objects import session
from tests.world import SETUP, account
world = found()
person = account("scripts")
Account.objects.filter(id=person.id).update(email=email_of("scripts"), preferred_name=name)
patient = programs.admit_patient(
    SETUP, program_id=world.program.id, preferred_name=name, full_name=name,
    admitted_on=clock.now().date() - timedelta(days=9), birth_date=None)
programs.link_account(SETUP, patient_id=patient.id, account_id=person.id)
programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["therapist"].id)
me, team = Actor.person(person.id), world.actor("therapist")
first = actions.send_message(me, key=uuid4(), topic="other", body=long[0])
thread = Message.objects.get(id=first.message_id).thread_id
for body in long[1:] + [links]:
    actions.send_message(me, key=uuid4(), thread_id=thread, body=body)
for body in long + [links]:
    actions.answer(team, key=uuid4(), thread_id=thread, body=body)
actions.write_note(team, key=uuid4(), thread_id=thread, body=long[0], mentions=[])
actions.send_message(me, key=uuid4(), thread_id=thread, body=short[0])
careplan.start_plan(
    team, patient_id=patient.id, next_level="iop2", signs=[careplan.SignOf(plan[0], True)])
goal, _ = careplan.add_goal(
    team, patient_id=patient.id, title=short[0], why=plan[1], clinical_problem=plan[2],
    clinical_goal=plan[3], clinical_objective=plan[0],
    steps=[careplan.Step("patient", plan[2], "daily", plan[3])])
careplan.ask_for_change(me, goal_id=goal.id, asked=short[1], key=uuid4())
room = session(world, title="Words and signs")  # no other test looks for this one
live.open_session(team, session_id=room.id)
live.register(me, session_id=room.id)
live.join(me, session_id=room.id)
asked = live.ask_question(me, session_id=room.id, key=uuid4(), text=short[0])
live.answer_question(team, question_id=asked.id, text=plan[0])
out = {"thread": str(thread), "patient": str(patient.id), "room": str(room.id)}
"""
WATCH = """
window.ran = [];
for (const name of ["hit", "alert", "confirm", "prompt", "print"]) window[name] = () => ran.push(name);
addEventListener("securitypolicyviolation", (e) => ran.push(e.violatedDirective + " " + e.blockedURI));
"""
# White space aside, and the signs that turn the writing: they may stand where a text is alone on its line.
STANDS = """(text) => {
  const bare = (words) => words.replace(/[\\s\\u202a-\\u202e\\u2066-\\u2069]/g, "");
  return bare(document.body.textContent).includes(bare(text));
}"""
# What no text may have made, and where every link of the page leads.
MADE = """() => {
  const wrong = [...ran];
  const never = "iframe,object,embed,video,audio,math,marquee,base,frameset,foreignObject,plaintext";
  for (const made of document.body.querySelectorAll(never)) wrong.push(made.outerHTML.slice(0, 80));
  for (const each of document.body.querySelectorAll("*")) {
    for (const { name, value } of each.attributes) {
      if (/^on|^srcdoc$|^formaction$|^style$/.test(name) && value.includes("hit")) wrong.push(name + value);
      if (/^(href|src|xlink:href)$/.test(name) && !/^(https?:|mailto:|tel:|sms:|[/#])/.test(value))
        wrong.push(name + " " + value);
    }
  }
  return wrong;
}"""


class Reader:
    """Somebody's browser that notes what runs and what is fetched from elsewhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.add_init_script(WATCH)
        page.on("dialog", self._told)
        page.on("request", self._asked)

    def look(self, path: str, *texts: str) -> None:
        """Opens a screen: each of the texts stands on it as it was written."""
        self.page.goto(path)
        for text in texts:
            self.page.wait_for_function(STANDS, arg=shown(text))
        assert self.page.evaluate(MADE) == [] == self.wrong, path

    def _told(self, dialog: Dialog) -> None:
        self.wrong.append(dialog.message)
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not re.match(r"http://localhost:|data:|blob:", request.url):
            self.wrong.append(request.url)


def shown(text: str) -> str:
    """As the screen has it: nothing turns the writing, and hosts are in the letters that are looked up."""
    plain = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    return plain.replace(ALIKE, "https://xn--80ak6aa92e.com")


@pytest.fixture(scope="module")
def ids(clinic: Clinic) -> Any:
    words = {"name": NAME, "long": LONG, "plan": PLAN, "short": SHORT, "links": LINKS}
    given = "\n".join(f"{name} = {value!r}" for name, value in words.items())
    return clinic.shell(given + FILL)


@pytest.mark.feature("M1.g")
def test_a47_on_the_patients_screens_script_is_text(page_as: Open, ids: dict[str, str]) -> None:
    phone = Reader(page_as("scripts", path="/help"))
    phone.look(f"/messages/{ids['thread']}", *LONG, shown(LINKS))
    phone.look("/messages")
    phone.look("/plan", SHORT[0], PLAN[1], PLAN[2])
    phone.look("/plan/story")
    phone.look(f"/sessions/{ids['room']}", SHORT[0], PLAN[0])
    phone.look("/settings")
    expect(phone.page.get_by_label("What may we call you?")).to_have_value(NAME)
    phone.look("/messages/search")
    phone.page.get_by_label("Words to look for").fill("script")
    phone.page.get_by_role("button", name="Search").click()
    expect(phone.page.get_by_role("list", name="Messages found")).to_contain_text("<")
    assert phone.page.evaluate(MADE) == [] == phone.wrong


@pytest.mark.feature("M1.g")
def test_a47_on_the_teams_screens_script_is_text(page_as: Open, ids: dict[str, str]) -> None:
    laptop = Reader(page_as("therapist", size=LAPTOP, path="/help"))
    laptop.look(f"/inbox/{ids['thread']}", *LONG, NAME)
    row = laptop.page.locator(f"a[href='/inbox/{ids['thread']}']")
    expect(row).to_contain_text(NAME)
    expect(laptop.page.locator(".team-note")).to_contain_text(shown(LONG[0]))
    laptop.look(f"/patients/{ids['patient']}", NAME)
    laptop.look(f"/patients/{ids['patient']}?tab=careplan", NAME, SHORT[0], SHORT[1])
    laptop.look(f"/sessions/{ids['room']}/host", SHORT[0], PLAN[0])
    laptop.look("/patients", NAME)


@pytest.mark.feature("M1.f", "M1.g")
def test_a48_links_lead_where_they_say_and_leave_nothing_behind(page_as: Open, ids: dict[str, str]) -> None:
    for who, path, size in (("scripts", "messages", (360, 740)), ("therapist", "inbox", LAPTOP)):
        reader = Reader(page_as(who, size=size, path="/help"))
        reader.look(f"/{path}/{ids['thread']}", shown(LINKS))
        said = reader.page.locator("article", has_text="The form: https://example.org/form").last
        expect(said.get_by_role("link")).to_have_count(6)
        links = said.get_by_role("link")
        found = [(link.get_attribute("href"), link.inner_text()) for link in links.all()]
        assert found == [
            ("https://example.org/form", "https://example.org/form"),
            ("https://www.example.org/", "www.example.org"),
            ("mailto:desk@example.org", "desk@example.org"),
            ("tel:+13035550142", "(303) 555-0142"),
            ("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/"),
            ("https://elsewhere.example/pixel.gif", "https://elsewhere.example/pixel.gif"),
        ]
        assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer nofollow"}
        assert reader.wrong == []
