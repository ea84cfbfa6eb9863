"""A colleague who is named in a note hears of it outside the app."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging import actions
from portal.messaging.actions.notices import tell_of_mentions
from portal.notify.models import Notice
from portal.outbox import jobs, presence
from portal.programs import actions as programs
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import NOTE_CANARY, jot, open_hours, say
from tests.portal.notify.objects import later, phone, sunk, ways, wish, work
from tests.world import SETUP, World, build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("messaging")


@pytest.fixture
def world(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Ten on a Wednesday in New York; the lead has a phone and asked for notices, the therapist wrote."""
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    monkeypatch.setattr(presence, "is_here", lambda _account_id: False)
    clock.set_fixed(WEDNESDAY)
    made = build()
    open_hours(made)
    phone(made, "lead")
    wish(made, "lead", team_messages=True)
    yield made
    clock.set_fixed(None)


@pytest.mark.feature("W6.d")
def test_who_is_named_gets_one_notice_without_a_word_of_the_note(world: World) -> None:
    thread_id = say(world).thread_id
    actions.assign(
        world.actor("therapist"), key=say(world).id, thread_id=thread_id, staff_id=world.staff["therapist"].id
    )
    work()
    Notice.objects.all().delete()
    jot(world, thread_id, f"Please call {NOTE_CANARY}", names="lead")
    work()
    row = sunk()[-1]
    assert (row.account_id, row.channel) == (world.people["lead"].id, "push")
    assert (row.text, row.path) == ("You have a note from your team.", f"/inbox/{thread_id}")
    stored = str(list(Notice.objects.values())) + str([(each.text, each.subject) for each in sunk()])
    assert NOTE_CANARY not in stored and "Patient" not in stored


@pytest.mark.feature("W6.a", "W6.d")
def test_nobody_but_the_named_one_hears_and_the_patient_never(world: World) -> None:
    for who in ("patient", "therapist", "off_team"):
        phone(world, who)
    wish(world, "therapist", team_messages=True)
    message = say(world)
    jobs.run_due()
    Notice.objects.all().delete()
    jot(world, message.thread_id, names="lead therapist")  # the therapist's own name, too
    jot(world, message.thread_id)
    work()
    assert {row.account_id for row in sunk()} == {world.people["lead"].id}


def test_seen_before_it_is_sent_it_is_not_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "is_here", lambda _account_id: True)
    message = say(world)
    jobs.run_due()
    Notice.objects.all().delete()
    jot(world, message.thread_id, names="lead")
    work()
    actions.see_mentions(world.actor("lead"), thread_id=message.thread_id)
    later(seconds=61)
    work()
    assert ways() == []


def test_a_second_note_on_a_thread_with_an_unseen_one_is_no_second_notice(world: World) -> None:
    message = say(world)
    jobs.run_due()
    Notice.objects.all().delete()
    for _again in range(2):
        jot(world, message.thread_id, names="lead")
        work()
    assert ways() == ["push"]


def test_who_may_read_notes_no_more_or_did_not_ask_is_told_nothing(world: World) -> None:
    message = say(world)
    jobs.run_due()
    Notice.objects.all().delete()
    jot(world, message.thread_id, names="lead")
    jobs.run_due()
    programs.end_staff(SETUP, staff_id=world.staff["lead"].id, version=1)
    work()
    assert ways() == []


def test_the_same_event_again_plans_nothing_new_and_a_person_cannot_ask_for_it(world: World) -> None:
    message = say(world)
    jobs.run_due()
    Notice.objects.all().delete()
    note = jot(world, message.thread_id, names="lead")
    jobs.run_due()
    assert tell_of_mentions(SYSTEM, note_id=note.id) == 0
    assert Notice.objects.count() == 1
    with pytest.raises(NotFound):
        tell_of_mentions(world.actor("lead"), note_id=note.id)
