"""Walk 5: an administrator manages a program, and sees the record of who did what, but no clinical word."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.clinic import Clinic
from tests.e2e.visit import LAPTOP

Open = Callable[..., Page]
CANARY = "canary-walk-5"

# Words of a patient and of the team in a message, in a goal, and in a check-in's answers.
WORDS = f"""
from dataclasses import replace
from tests.e2e.cast_world import found
from tests.portal.careplan import objects as careplan
from tests.portal.messaging import objects as messaging
world = found()
message = messaging.say(world, "{CANARY} I slept badly", who="neighbour")
off_team = {{"therapist": world.people["off_team"]}}
goal = careplan.goal(
    replace(world, patient=world.neighbour, people=world.people | off_team),
    title="{CANARY} sleep", clinical_problem="{CANARY} insomnia")
out = {{
    "program": str(world.program.id), "patient": str(world.neighbour.id), "goal": str(goal.id),
    "thread": str(message.thread_id),
}}
"""
STATUS = "(path) => fetch(path).then((answer) => answer.status)"


@pytest.fixture(scope="module")
def words(clinic: Clinic) -> dict[str, Any]:
    made: dict[str, Any] = clinic.shell(WORDS)
    return made


def listen(page: Page) -> list[str]:
    """Every body that the server sends to this page."""
    bodies: list[str] = []

    def pass_on(route: Route) -> None:
        answer = route.fetch()
        bodies.append(answer.text())
        route.fulfill(response=answer)

    page.route("**/api/v1/**", pass_on)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: bodies.append(str(frame))))
    return bodies


def adds_a_track(page: Page) -> None:
    page.get_by_role("button", name="Add track").click()
    sheet = page.get_by_role("dialog", name="Add track")
    sheet.get_by_label("Name").fill("Early morning")
    sheet.get_by_label("Places").fill("8")
    sheet.get_by_role("button", name="Add track").click()
    expect(page.get_by_role("list", name="Tracks")).to_contain_text("Early morning")
    expect(page.get_by_text("Morning, 8 places")).to_be_visible()


def adds_a_nurse(page: Page) -> None:
    page.get_by_role("button", name="Add a person").click()
    sheet = page.get_by_role("dialog", name="Add a person")
    sheet.get_by_label("Name, as patients see it").fill("Nora Bell")
    sheet.get_by_label("Email").fill("nora.walk@example.test")
    sheet.get_by_label("Role").select_option("nurse")
    sheet.get_by_role("button", name="Send invitation").click()
    row = page.get_by_role("listitem").filter(has_text="Nora Bell")
    expect(row).to_contain_text("Nurse")
    expect(row).to_contain_text("Invited")


def reads_the_record(page: Page) -> None:
    page.goto("/admin/audit")
    expect(page.get_by_text("Added a track").first).to_be_visible()
    expect(page.get_by_text("Added a post").first).to_be_visible()
    expect(page.get_by_text("Sent a message").first).to_be_visible()
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text(re.compile(r"The record is whole: [\d,]+ entries\."))).to_be_visible()
    expect(page.get_by_text("Checked just now.")).to_be_visible()


def test_an_administrator_manages_and_checks_the_record_without_a_clinical_word(
    page_as: Open, words: dict[str, Any]
) -> None:
    page = page_as("administrator", size=LAPTOP, path="/admin")
    bodies = listen(page)
    page.goto("/admin")
    expect(page.get_by_role("heading", name="Adult IOP")).to_be_visible()
    expect(page.get_by_text("Teen IOP")).to_have_count(0)
    page.goto(f"/admin/programs/{words['program']}")
    adds_a_track(page)
    page.goto(f"/admin/programs/{words['program']}/staff")
    adds_a_nurse(page)
    page.goto(f"/admin/patients/{words['patient']}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    reads_the_record(page)

    at = f"/api/v1/patients/{words['patient']}"
    closed = [f"{at}/plan", f"{at}/measures", f"{at}/week", f"/api/v1/goals/{words['goal']}"]
    closed += [f"/api/v1/threads/{words['thread']}/messages"]
    assert [page.evaluate(STATUS, path) for path in closed] == [404] * len(closed)
    for path in ("/api/v1/inbox", "/api/v1/alerts", "/api/v1/threads"):
        page.evaluate(STATUS, path)
    page.unroute_all(behavior="ignoreErrors")  # the page asks for its counts at any time
    assert bodies, "the page was listened to"
    assert [body for body in bodies if CANARY in body] == []
