"""A message to somebody who does not see it in the app."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import Settings

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging import actions
from portal.messaging.actions.notices import tell_of_message
from portal.messaging.models import Message
from portal.notify import devices
from portal.notify.models import Notice
from portal.outbox import jobs, presence
from portal.programs import actions as programs
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import open_hours, reply, say
from tests.portal.notify.objects import MOZILLA, later, phone, sunk, texts, ways, wish, work
from tests.world import SETUP, World, build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("messaging")


@pytest.fixture
def world(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ten on a Wednesday in New York, one phone of the patient, nobody connected."""
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    monkeypatch.setattr(presence, "is_here", lambda _account_id: False)
    clock.set_fixed(WEDNESDAY)
    made = build()
    open_hours(made)
    phone(made)
    yield made
    clock.set_fixed(None)


def answered(world: World) -> Message:
    """The patient asked, and the team answers."""
    return reply(world, say(world).thread_id)


def reads(world: World, message: Message, who: str = "patient") -> None:
    actions.mark_read(world.actor(who), thread_id=message.thread_id, seq=message.seq)


def test_an_answer_goes_to_the_patients_phone_with_the_way_to_that_very_message(world: World) -> None:
    message = answered(world)
    work()
    [row] = sunk()
    assert (row.channel, row.text) == ("push", "You have a new message.")
    assert row.path == f"/messages/{message.thread_id}?at={message.seq}"


def test_every_phone_gets_it_and_each_once(world: World) -> None:
    phone(world, name="b")
    answered(world)
    for _again in range(3):
        work()
    assert [(row.channel, row.times) for row in sunk()] == [("push", 1), ("push", 1)]


@pytest.mark.feature("R4.c")
def test_the_same_event_told_again_plans_nothing_new(world: World) -> None:
    message = answered(world)
    jobs.run_due()
    assert tell_of_message(SYSTEM, message_id=message.id) == 0
    Notice.objects.all().update(due_at=clock.now() - timedelta(days=2))  # too old to stand for a newer one
    assert tell_of_message(SYSTEM, message_id=message.id) == 0
    assert Notice.objects.count() == 1


def test_who_has_a_page_open_is_told_only_when_it_is_unread_a_minute_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "is_here", lambda account_id: account_id == world.people["patient"].id)
    seen = answered(world)
    work()
    assert ways() == []
    reads(world, seen)
    later(seconds=61)
    work()
    assert ways() == []
    reply(world, seen.thread_id)
    work()
    later(seconds=61)
    work()
    assert ways() == ["push"]


def test_more_words_on_an_unread_thread_are_no_further_notice_until_it_was_read(world: World) -> None:
    first = answered(world)
    work()
    later(minutes=5)
    second = reply(world, first.thread_id)
    work()
    assert ways() == ["push"]
    reads(world, second)
    reply(world, first.thread_id)
    work()
    assert ways() == ["push", "push"]


def test_a_thread_that_stays_unread_for_half_a_day_is_told_again_in_the_same_place(world: World) -> None:
    wish(world, quiet_from="00:00", quiet_until="00:00", fallback_after=0)
    first = answered(world)
    work()
    later(hours=13)
    reply(world, first.thread_id)
    work()
    assert ways() == ["push", "push"]


@pytest.mark.feature("R6.a")
def test_a_push_that_stays_unread_goes_by_mail_once_after_the_set_time(world: World) -> None:
    wish(world, fallback_after=15)
    answered(world)
    work()
    later(minutes=14)
    work()
    assert ways() == ["push"]
    for _again in range(3):
        later(minutes=2)
        work()
    assert ways() == ["push", "email"]
    assert "new message" in sunk()[1].text


@pytest.mark.feature("R6.a")
def test_who_wants_texts_falls_back_to_a_text_and_half_an_hour_is_the_usual_time(world: World) -> None:
    texts(world)
    answered(world)
    work()
    later(minutes=29)
    work()
    assert ways() == ["push"]
    later(minutes=2)
    work()
    assert ways() == ["push", "sms"]


@pytest.mark.feature("R6.a")
def test_what_was_read_in_time_falls_back_nowhere(world: World) -> None:
    message = answered(world)
    work()
    reads(world, message)
    later(minutes=31)
    work()
    assert ways() == ["push"]


def test_never_means_never(world: World) -> None:
    wish(world, fallback_after=0)
    answered(world)
    work()
    later(hours=8)
    work()
    assert ways() == ["push"]


@pytest.mark.feature("R6.a")
def test_a_push_held_in_quiet_hours_falls_back_only_after_it_went_out(world: World) -> None:
    wish(world, quiet_from="09:00", quiet_until="11:00")
    answered(world)
    work()
    later(minutes=59)
    work()
    assert ways() == []
    later(minutes=2)  # 11:01 there
    work()
    assert ways() == ["push"]
    later(minutes=29)
    work()
    assert ways() == ["push"]
    later(minutes=2)
    work()
    assert ways() == ["push", "email"]


def test_without_a_phone_that_gets_pushes_the_other_way_is_the_first(world: World) -> None:
    devices.remove_push_device(world.actor("patient"), endpoint=f"{MOZILLA}patient-a")
    answered(world)
    work()
    later(hours=1)
    work()
    assert ways() == ["email"]


@pytest.mark.feature("R7.a")
def test_pushes_turned_off_after_the_planning_send_no_push_and_lose_nothing(world: World) -> None:
    answered(world)
    jobs.run_due()
    wish(world, push=False)
    for _again in range(2):
        work()
    assert ways() == ["email"]


@pytest.mark.feature("R7.a")
def test_who_wants_no_way_at_all_is_told_nothing(world: World) -> None:
    wish(world, push=False, email=False)
    answered(world)
    work()
    assert (ways(), Notice.objects.count()) == ([], 0)


def test_a_member_of_the_team_hears_of_their_own_thread_if_they_asked_for_it(world: World) -> None:
    for who in ("therapist", "lead", "off_team"):
        phone(world, who)
    wish(world, "therapist", team_messages=True)
    wish(world, "off_team", team_messages=True)
    message = say(world)  # nobody has the thread yet; the lead may answer, and did not ask for notices
    work()
    [row] = sunk()
    assert row.account_id == world.people["therapist"].id
    assert row.path == f"/inbox/{message.thread_id}?at=1"
    wish(world, "lead", team_messages=True)
    lead = world.staff["lead"].id
    actions.assign(world.actor("therapist"), key=uuid4(), thread_id=message.thread_id, staff_id=lead)
    later(minutes=5)
    say(world)
    work()
    assert [each.account_id for each in sunk()][1:] == [world.people["lead"].id]


def test_who_lost_the_right_to_read_meanwhile_is_told_nothing(world: World) -> None:
    phone(world, "therapist")
    wish(world, "therapist", team_messages=True)
    say(world)
    jobs.run_due()
    programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["therapist"].id)
    work()
    assert ways() == []


def test_an_answer_that_is_days_old_when_it_is_found_is_no_news(world: World) -> None:
    answered(world)
    later(hours=37)
    work()
    assert ways() == []


def test_only_the_product_itself_plans_notices_and_a_message_that_is_gone_plans_none(world: World) -> None:
    message = answered(world)
    with pytest.raises(NotFound):
        tell_of_message(world.actor("patient"), message_id=message.id)
    assert tell_of_message(SYSTEM, message_id=uuid4()) == 0


def test_with_redis_away_everybody_counts_as_away_and_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.undo()
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert not presence.is_here(world.people["patient"].id)
    presence.say([world.people["patient"].id])  # says nothing, and breaks nothing
    answered(world)
    work()
    assert ways() == ["push"]
