"""Walk 3: a session in the near future leads to one reminder each by push, mail and text."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from babel.dates import format_time
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic

Open = Callable[..., Page]
WHO, PROGRAM_ZONE = "neighbour", "America/New_York"
LEAD_MINUTES = 15
PUSHED = "You have a reminder."
# Two ticks of the planner: one of them plans it before it is due.
DUE_IN_SECONDS = 40
FORBIDDEN = ("group", "skills", "session", "therap", "clinic", "program", "iop", "patient", "riverside")

SESSION = """
from datetime import timedelta
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.accounts.models import Account
from portal.demo.people import email_of
from portal.programs.models import Patient, Staff
from portal.schedule import actions
account = Account.objects.get(email=email_of({who!r}))
patient = Patient.objects.get(account=account)
leader = Staff.objects.filter(program=patient.program, role="therapist").first()
at = (clock.now() + timedelta(minutes={lead}, seconds={wait})).replace(microsecond=0)
wall = clock.local(at, patient.program.timezone)
actions.create_series(
    Actor.system("walk"), program_id=patient.program_id, kind="individual", title={{"en": "Skills group"}},
    leader_id=leader.id, patient_id=patient.id, weekdays=[wall.weekday()], wall_time=wall.time(), minutes=45,
    starts_on=wall.date(), until=wall.date(),
)
out = [at.isoformat(), patient.program.timezone, account.preferred_name, leader.name]
"""


def daytime_zone() -> str:
    """A zone that is not the program's and where it is day: no quiet hours, and today stays today."""
    for name in ("Europe/Madrid", "America/Denver", "Pacific/Honolulu", "Pacific/Auckland", "Asia/Tokyo"):
        if 10 <= datetime.now(ZoneInfo(name)).hour < 20:
            return name
    raise AssertionError("It is day nowhere.")


def until(what: str, done: Callable[[], Any], *, seconds: float = 90) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.3)
    raise AssertionError(f"{what}: not within {seconds} s")


def planned(clinic: Clinic, starts_at: str) -> int:
    count = "SELECT count(*) FROM notify_notice WHERE state = 'pending' AND about_at = %s"
    with psycopg.connect(clinic.env["DATABASE_URL"]) as connection:
        found = connection.execute(count, [starts_at]).fetchone()
    return int(found[0]) if found else 0


def wall_time(starts_at: str, zone: str) -> str:
    here = datetime.fromisoformat(starts_at).astimezone(ZoneInfo(zone))
    return format_time(here, "short", locale="en").replace("\u202f", " ")


def left(page: Page, wall: str) -> list[dict[str, Any]]:
    """This person's reminders in the sinks, as the demo lists them: only theirs have that time."""
    rows = page.request.get("/demo/notices").json()
    return [row for row in rows if f"today {wall}." in row["text"] or row["text"] == PUSHED]


@pytest.fixture
def jobs(clinic: Clinic) -> Iterator[None]:
    """Worker and beat, as `make run` starts them."""
    for name in ("beat", "worker"):
        clinic.start_service(name)
    yield
    for name in {"beat", "worker"} & set(clinic.services):
        clinic.stop_service(name)


def choose(page: Page) -> None:
    """How they want to be reminded, on the page of reminders; each change is saved at once."""
    page.get_by_role("switch", name="Text messages").click()
    page.get_by_label("Your mobile number").fill("(602) 555-0142")
    page.get_by_role("button", name="Save and turn on texts").click()
    expect(page.get_by_text("To the number ending in 0142")).to_be_visible()
    for name in ("1 day", "1 hour", "15 minutes"):
        page.locator("label.lead", has_text=re.compile(f"{name}$")).click()
    expect(page.get_by_role("region", name="How long before").get_by_text("Saved")).to_be_visible()
    page.get_by_role("switch", name="May show the day and time").click()
    expect(page.get_by_role("region", name="What they say").get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(page.get_by_role("checkbox", name="15 minutes")).to_be_checked()
    expect(page.get_by_role("checkbox", name="1 hour")).not_to_be_checked()
    expect(page.get_by_role("switch", name="May show the day and time")).to_be_checked()


# The push service of a real browser is out of reach of a test: the address is given as the page gives it.
SETTLE = """async ([zone, endpoint]) => {
  const { csrf } = await (await fetch('/api/v1/session')).json();
  const call = (method, path, body) => fetch(path, { method, body: JSON.stringify(body), headers: {
    'Content-Type': 'application/json', 'X-CSRFToken': csrf, 'Idempotency-Key': crypto.randomUUID() } });
  const zoned = await call('PATCH', '/api/v1/account', { timezone: zone });
  const pushed = await call('PUT', '/api/v1/push-devices', { endpoint, keys: { p256dh: 'k', auth: 'a' } });
  return [zoned.status, pushed.status];
}"""


@pytest.mark.feature("R4.a")
def test_one_reminder_each_by_push_mail_and_text_though_the_worker_was_killed(
    page_as: Open, clinic: Clinic, jobs: None
) -> None:
    zone = daytime_zone()
    page = page_as(WHO, path="/reminders")
    choose(page)
    answers = page.evaluate(SETTLE, [zone, "https://fcm.googleapis.com/fcm/send/walk-3"])
    assert answers == [200, 204]
    given = SESSION.format(who=WHO, lead=LEAD_MINUTES, wait=DUE_IN_SECONDS)
    starts_at, program_zone, *names = clinic.shell(given)
    assert program_zone == PROGRAM_ZONE
    wall = wall_time(starts_at, zone)

    until("planned", lambda: planned(clinic, starts_at) == 3)
    clinic.stop_service("worker", kill=True)
    assert left(page, wall) == []
    due = datetime.fromisoformat(starts_at).timestamp() - LEAD_MINUTES * 60
    time.sleep(max(0.0, due - datetime.now(UTC).timestamp()))
    clinic.start_service("worker")
    until("sent", lambda: len(left(page, wall)) == 3)
    clinic.stop_service("worker", kill=True)
    clinic.start_service("worker")
    time.sleep(8)  # more ticks of the sender, by the worker that came back
    check_words(left(page, wall), names)
    check_page(page, wall)


def check_words(rows: list[dict[str, Any]], names: list[str]) -> None:
    assert sorted((row["channel"], row["times"]) for row in rows) == [("email", 1), ("push", 1), ("sms", 1)]
    assert {row["channel"] for row in rows if row["text"] == PUSHED} == {"push"}
    everything = " ".join(row["subject"] + row["text"] for row in rows).lower()
    assert [word for word in (*FORBIDDEN, *map(str.lower, names)) if word in everything] == []


def check_page(page: Page, wall: str) -> None:
    page.goto("/demo/notices")
    expect(page.get_by_role("heading", level=1)).to_have_text("What left the app")
    for channel, words in (("Notice on the phone", PUSHED), ("E-mail", wall), ("Text message", wall)):
        card = page.get_by_role("listitem").filter(has_text=channel).filter(has_text=words)
        expect(card).to_have_count(1)
        expect(card).to_contain_text("Received once")
