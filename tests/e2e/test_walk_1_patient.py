"""Walks 1 and 2: a patient's day on the phone, with the care team's laptop beside it.

The tests run in any order: what one of them changes, no other looks at.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_walk_3_reminder import daytime_zone
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
LINE = "+16025550110"

# A group that runs now, one that follows on the same day, a plan with a goal that stays and one that
# changes, a GAD-7 that stays due and a PHQ-9 to answer.
DAY = """
from datetime import time, timedelta
from portal.accounts.models import Account
from portal.kernel import clock
from portal.programs import actions as programs
from portal.schedule import actions
from tests.e2e.cast_world import found
from tests.portal.careplan import objects as careplan
from tests.portal.measures import objects as measures
from tests.portal.schedule import objects as schedule
from tests.world import SETUP
world = found()
Account.objects.filter(id=world.people["patient"].id).update(timezone={zone!r})
programs.set_team_hours(
    SETUP, program_id=world.program.id, hours={{day: (time(0), time(23, 59, 59)) for day in range(7)}})
world.program.refresh_from_db()
programs.change_program(
    world.actor("administrator"), program_id=world.program.id, version=world.program.version,
    changes={{"crisis_phone": {line!r}}})
schedule.enrol(world, "patient")
for title, minutes in (("Skills group", -10), ("Process group", 55)):
    at = clock.local(clock.now() + timedelta(minutes=minutes), world.program.timezone)
    actions.create_series(
        SETUP, program_id=world.program.id, kind="group", title={{"en": title}}, track_id=world.track.id,
        leader_id=world.staff["therapist"].id, weekdays=range(7), wall_time=at.time().replace(microsecond=0),
        minutes=45, starts_on=at.date(), online=True, weeks_ahead=1,
    )
careplan.goal(world)
goal = careplan.goal(world, title="Call a friend")
measures.asked(world, "gad-7")
measure = measures.asked(world)
out = {{"patient": str(world.patient.id), "goal": str(goal.id), "measure": str(measure.id)}}
"""


@pytest.fixture(scope="module")
def day(clinic: Clinic) -> dict[str, Any]:
    made: dict[str, Any] = clinic.shell(DAY.format(zone=daytime_zone(), line=LINE))
    return made


def stay(page: Page) -> None:
    """Marks the document: a reload would lose the mark."""
    page.evaluate("window.wasNotReloaded = true")


def stayed(page: Page) -> bool:
    return page.evaluate("window.wasNotReloaded === true") is True


def test_a_patient_finds_the_day_the_week_the_plan_and_the_team(page_as: Open, day: dict[str, Any]) -> None:
    page = page_as("patient", path="/today")
    now = page.get_by_role("region", name="Skills group")
    expect(now).to_contain_text("Now, until")
    expect(now).to_contain_text("Process group")
    expect(page.get_by_text("of 9 hours this week")).to_be_visible()
    expect(page.get_by_text(re.compile("small thing"))).to_be_visible()

    page.get_by_role("link", name="Week", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your week")
    expect(page.get_by_text("Skills group").first).to_be_visible()
    expect(page.get_by_text("with Therapist").first).to_be_visible()

    page.get_by_role("link", name="Plan", exact=True).click()
    expect(page.get_by_role("heading", name="Leave the house most days")).to_be_visible()
    expect(page.get_by_text("One short walk a day.").first).to_be_visible()
    expect(page.get_by_text("Ana plans the next step with me.").first).to_be_visible()
    expect(page.get_by_text("depressed mood")).to_have_count(0)

    page.goto("/team")
    expect(page.get_by_role("list", name="Care team")).to_contain_text("Therapist")


@pytest.mark.feature("M1.a", "M1.c")
def test_a_message_reaches_the_inbox_at_once_and_the_answer_the_phone(
    page_as: Open, day: dict[str, Any]
) -> None:
    laptop = page_as("therapist", size=LAPTOP, path="/inbox")
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Team inbox")
    stay(laptop)
    phone = page_as("patient", path="/messages/new")
    phone.get_by_label("Topic").select_option("medication")
    phone.get_by_label("Write a message").fill("Can I take the new tablets with breakfast?")
    expect(phone.get_by_text("We expect to answer")).to_be_visible()
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone).to_have_url(re.compile("/messages/[0-9a-f-]{36}$"))
    stay(phone)

    row = laptop.get_by_role("listitem").filter(has_text="new tablets with breakfast")
    expect(row).to_contain_text("Medication")
    expect(row).to_contain_text("Answer by")
    row.get_by_role("link").click()
    laptop.get_by_role("button", name="Take it").click()
    expect(laptop.get_by_text("Medication, assigned to you")).to_be_visible()
    laptop.get_by_label("Reply to Patient").fill("Yes, with food is best.")
    laptop.get_by_role("button", name="Send as Therapist").click()

    expect(phone.get_by_text("Yes, with food is best.")).to_be_visible()
    expect(phone.get_by_text(re.compile("Therapist, therapist")).first).to_be_visible()
    assert stayed(phone)
    assert stayed(laptop)


@pytest.mark.feature("Q3.a", "Q3.c", "Q3.d", "Q4.a")
def test_an_answer_about_self_harm_brings_help_at_once_and_a_call_with_a_name_on_it(
    page_as: Open, day: dict[str, Any]
) -> None:
    laptop = page_as("therapist", size=LAPTOP, path="/alerts")
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Check in first")
    stay(laptop)
    phone = page_as("patient", path="/today")
    phone.locator(f"a[href='/check-ins/{day['measure']}']").click()
    for number in range(1, 10):
        expect(phone.get_by_text(f"Question {number} of 9")).to_be_visible()
        warned = phone.get_by_text("Any answer but the first one shows you help right away")
        expect(warned).to_have_count(1 if number == 9 else 0)
        phone.locator("label.choice", has_text="Several days" if number == 9 else "Not at all").click()
        phone.get_by_role("button", name="Next").click()
    phone.get_by_role("button", name="Done").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    expect(phone.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    expect(phone.get_by_text("Your care team has been told.")).to_be_visible()

    expect(laptop.get_by_role("heading", name="Patient", exact=True)).to_be_visible()
    laptop.get_by_role("button", name="I look after this").click()
    expect(laptop.get_by_text("Therapist has it")).to_be_visible()
    assert stayed(laptop)


@pytest.mark.feature("P3.b", "P3.d")
def test_a_goal_that_the_therapist_changes_changes_on_the_open_phone(
    page_as: Open, day: dict[str, Any]
) -> None:
    phone = page_as("patient", path="/plan")
    expect(phone.get_by_role("heading", name="Call a friend")).to_be_visible()
    stay(phone)
    laptop = page_as("therapist", size=LAPTOP, path="/patients")
    laptop.locator(f"a[href='/patients/{day['patient']}']").click()
    laptop.locator(f"a[href='/patients/{day['patient']}/goals/{day['goal']}']").click()
    laptop.get_by_label("Goal, in plain words").fill("Call two friends")
    laptop.get_by_label("Why it changes").fill("Most days went well.")
    laptop.get_by_role("button", name="Save the goal").click()

    expect(phone.get_by_role("heading", name="Call two friends")).to_be_visible()
    expect(phone.get_by_text("Changed since you last looked")).to_be_visible()
    expect(phone.get_by_text("Most days went well.")).to_be_visible()
    assert stayed(phone)
    phone.get_by_role("button", name="I have read this").click()
    expect(laptop.get_by_text("Read by the patient")).to_be_visible()


SCREENS = (
    "/today", "/week", "/plan", "/messages", "/messages/new", "/team", "/check-ins", "/more", "/settings",
)  # fmt: skip


@pytest.mark.feature("C1.c")
def test_the_crisis_page_calls_and_texts_988_the_program_and_911(page_as: Open, day: dict[str, Any]) -> None:
    for who in ("patient", None):
        page = page_as(who, path="/more" if who else "/sign-in")
        page.get_by_role("link", name="Help now").click()
        expect(page.locator("a[href='tel:988']")).to_contain_text("Call 988")
        expect(page.locator("a[href='sms:988']")).to_contain_text("Text 988")
        expect(page.locator("a[href='tel:911']")).to_contain_text("In danger? Call 911")
        expect(page.locator(f"a[href='tel:{LINE}']")).to_contain_text("Call our program")


@pytest.mark.feature("C1.b")
def test_help_is_one_tap_away_on_every_screen_signed_out_and_offline(page_as: Open) -> None:
    out = page_as(path="/sign-in")
    out.get_by_role("link", name="Help now").click()
    expect(out.get_by_role("link", name="Call 988")).to_be_visible()

    page = page_as("patient", path="/today", watch=False)
    for path in SCREENS:
        page.goto(path)
        expect(page.get_by_role("link", name="Help now").first).to_have_attribute("href", "/help")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.get_by_role("link", name="Help now").first.click()
    expect(page.get_by_role("link", name="Call 988")).to_be_visible()
    page.goto("/help")
    expect(page.get_by_role("link", name="Call 988")).to_be_visible()
    expect(page.get_by_role("link", name="Text 988")).to_be_visible()
