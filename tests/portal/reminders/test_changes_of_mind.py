"""What was planned, after a session or the person's wishes changed, and changed back."""

from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from portal.kernel import clock, text
from portal.kernel.actor import Actor
from portal.notify import preferences, tasks
from portal.notify.models import CHANNELS, Notice, SunkNotice
from portal.outbox import jobs
from portal.reminders import actions
from portal.schedule import actions as schedule
from tests.portal.schedule import objects
from tests.world import World

pytestmark = pytest.mark.django_db


def plan() -> None:
    actions.plan_upcoming(Actor.system("reminders"))


def send_at(at: str) -> None:
    clock.set_fixed(objects.at(at))
    plan()
    tasks.send_due()


def change(world: World, **changes: Any) -> None:
    row = preferences.own(world.actor("patient"))
    preferences.change_preferences(world.actor("patient"), version=row.version, changes=changes)


def move(world: World, **changes: Any) -> None:
    session = objects.next_session(world)
    given: dict[str, Any] = {"on": session.on, "wall_time": session.wall_time} | changes
    schedule.move_session(world.actor("lead"), session_id=session.id, version=session.version, **given)
    jobs.run_due()


def mails(said: str) -> int:
    return SunkNotice.objects.filter(channel="email", text__contains=said).count()


def test_another_room_at_the_same_time_takes_no_reminder_away(world: World) -> None:
    plan()
    move(world, place={"en": "Room 4", "es": "Sala 4"})
    send_at("2027-01-12 21:00")
    assert mails("5:00") == 1


def test_moved_and_moved_back_is_reminded_of_at_the_first_time(world: World) -> None:
    plan()
    move(world, wall_time=time(19))
    move(world, wall_time=time(17))
    send_at("2027-01-12 21:00")
    send_at("2027-01-12 23:00")
    assert (mails("5:00"), mails("7:00")) == (1, 0)


@pytest.mark.feature("R5.b")
@pytest.mark.feature("R2.b")
def test_two_changes_in_quiet_hours_are_told_once_afterwards(world: World) -> None:
    change(world, quiet_from=time(9), quiet_until=time(11), leads=[])
    move(world, wall_time=time(19))
    move(world, wall_time=time(20))
    send_at("2027-01-12 15:30")
    said = text.t("notify.push_session_changed", "en")
    mine = SunkNotice.objects.filter(channel="push", text=said)
    before = mails(said)
    send_at("2027-01-12 16:00")
    assert mails(said) - before == 1
    assert not mine.exists()  # no browser of theirs is known


def test_a_lead_that_the_person_gave_up_sends_nothing_though_it_was_planned(world: World) -> None:
    plan()
    change(world, leads=[15])
    send_at("2027-01-12 21:00")
    assert mails("5:00") == 0
    send_at("2027-01-12 21:45")
    assert mails("5:00") == 1


def test_a_lead_given_up_and_taken_back_in_time_still_comes(world: World) -> None:
    plan()
    change(world, leads=[15])
    change(world, leads=[60])
    send_at("2027-01-12 21:00")
    send_at("2027-01-12 21:45")
    assert mails("5:00") == 1


@pytest.mark.feature("R1.c")
def test_the_time_is_that_of_the_person_and_not_of_the_program(world: World) -> None:
    person = world.people["patient"]
    person.timezone = "America/Los_Angeles"
    person.save()
    send_at("2027-01-12 21:00")
    assert (mails("today 2:00"), mails("5:00")) == (1, 0)


def test_a_text_keeps_to_plain_letters(world: World) -> None:
    send_at("2027-01-12 21:00")
    assert [row.text for row in SunkNotice.objects.all() if not row.text.isascii()] == []


@pytest.mark.feature("R5.c")
def test_the_notice_of_a_change_names_no_time_even_to_who_wants_times(world: World) -> None:
    move(world, wall_time=time(19))
    send_at("2027-01-12 15:30")
    said = [
        row.text
        for row in SunkNotice.objects.all()
        if text.t("notify.push_session_changed", "en") in row.text
    ]
    assert said
    assert [line for line in said if "7:00" in line or "5:00" in line] == []


@pytest.mark.feature("R4.c")
def test_the_ledger_refuses_the_same_event_person_channel_and_lead_twice(world: World) -> None:
    change(world, sms=True, leads=[60, 15])
    plan()
    session = objects.next_session(world)
    mine = Notice.objects.filter(account=world.people["patient"], about_at=session.starts_at)
    kinds = sorted(mine.values_list("channel", "lead"))
    assert kinds == sorted((channel, lead) for channel in CHANNELS for lead in (60, 15))
    twin = mine[0]
    twin.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)
