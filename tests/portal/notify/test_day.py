"""The day's cap, and the one digest of what lies beyond it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from portal.kernel import clock
from portal.kernel.errors import Invalid
from portal.notify import devices, ledger, telling
from portal.notify.models import Notice
from portal.outbox import presence
from tests.portal.messaging.objects import open_hours, reply, say
from tests.portal.notify.objects import MOZILLA, later, phone, sunk, ways, wish, work
from tests.portal.schedule.objects import at
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ten in the morning in New York; two notices a day, the rest at six in the evening."""
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    monkeypatch.setattr(presence, "is_here", lambda _account_id: False)
    clock.set_fixed(at("2027-01-12 15:00"))
    made = build()
    open_hours(made)
    phone(made)
    wish(made, daily_cap=2, digest_at="18:00", fallback_after=0)
    yield made
    clock.set_fixed(None)


def happens(world: World, template: str) -> None:
    """Something new of this kind for the patient; a while later, so that order is plain."""
    later(minutes=1)
    telling.tell(
        account_id=world.people["patient"].id, template=template, about_id=uuid4(), about_at=clock.now(),
        path="/today", once=f"{template}:{uuid4()}", seq=1,
    )  # fmt: skip
    work()


def said() -> list[str]:
    return [row.text for row in sunk()]


def reminder(world: World, template: str = "session") -> None:
    later(minutes=1)
    rows = ledger.drafts(
        account_id=world.people["patient"].id, channels=["push", "email"], template=template,
        about_id=uuid4(), about_at=clock.now() + timedelta(hours=1), path="/today", once=str(uuid4()),
        due_at=clock.now(), stale_at=clock.now() + timedelta(hours=1),
    )  # fmt: skip
    ledger.plan(rows)
    work()


@pytest.mark.feature("R6.b")
@pytest.mark.feature("R6.c")
def test_messages_tasks_and_reading_count_together_and_the_rest_is_one_digest(world: World) -> None:
    reply(world, say(world).thread_id)
    later(minutes=1)
    work()
    for template in ("education", "task", "education", "task"):
        happens(world, template)
    assert said() == ["You have a new message.", "There is something new to read."]
    clock.set_fixed(at("2027-01-12 22:59"))
    work()
    assert len(said()) == 2
    clock.set_fixed(at("2027-01-12 23:00"))  # 18:00 there
    for _again in range(2):
        work()
    assert said()[2:] == ["3 new things are waiting."]
    clock.set_fixed(at("2027-01-13 23:00"))
    work()
    assert len(said()) == 3


@pytest.mark.feature("R6.b")
def test_the_next_day_of_the_persons_own_begins_to_count_anew(world: World) -> None:
    wish(world, quiet_from="00:00", quiet_until="00:00")
    for _each in range(3):
        happens(world, "task")
    clock.set_fixed(at("2027-01-13 04:50"))  # 23:50 there: still the same day
    happens(world, "task")
    clock.set_fixed(at("2027-01-13 05:10"))
    happens(world, "task")
    texts = said()
    assert texts.count("Something small is waiting for you.") == 3
    assert texts.count("One new thing is waiting.") == 1  # the third; the fourth waits for the next evening


@pytest.mark.feature("R6.c")
def test_a_reminder_counts_but_is_not_held_and_a_change_does_neither(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "still_true", lambda _notice: True)
    for template in ("session_changed", "session", "session"):
        reminder(world, template)
    happens(world, "task")
    reminder(world, "session")
    reminder(world, "session_changed")
    kinds = (
        Notice.objects.exclude(template="digest").order_by("due_at", "id").values_list("template", "state")
    )
    assert [kind for kind, state in kinds if state == "held"] == ["task"]
    assert {state for kind, state in kinds if kind != "task"} == {"sent"}


def test_what_was_seen_before_the_digest_is_no_part_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _each in range(5):
        happens(world, "task")
    held = list(Notice.objects.filter(state="held").values_list("id", flat=True))
    monkeypatch.setattr(ledger, "still_true", lambda notice: notice.id not in held[:2])
    clock.set_fixed(at("2027-01-12 23:00"))
    work()
    assert said()[2:] == ["One new thing is waiting."]
    assert sorted(Notice.objects.filter(id__in=held).values_list("state", flat=True)) == [
        "digested", "withdrawn", "withdrawn",
    ]  # fmt: skip


def test_a_digest_that_reaches_no_phone_goes_by_mail(world: World) -> None:
    for _each in range(4):
        happens(world, "task")
    devices.remove_push_device(world.actor("patient"), endpoint=f"{MOZILLA}patient-a")
    clock.set_fixed(at("2027-01-12 23:00"))
    for _again in range(2):
        work()
    assert ways()[2:] == ["email"]
    assert "2 new things are waiting." in said()[2]


def test_the_other_way_of_something_told_is_not_counted_again(world: World) -> None:
    wish(world, daily_cap=1, fallback_after=15)
    happens(world, "task")
    later(minutes=16)
    work()
    assert ways() == ["push", "email"]


def test_without_a_cap_everything_comes_as_it_happens(world: World) -> None:
    wish(world, daily_cap=None)
    for _each in range(6):
        happens(world, "task")
    assert ways() == ["push"] * 6


@pytest.mark.parametrize(
    "changes", [{"daily_cap": 0}, {"daily_cap": 21}, {"fallback_after": 1}, {"fallback_after": 10_000}]
)
def test_wishes_that_cannot_be_kept_are_refused(world: World, changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        wish(world, **changes)
