"""From a session in the week to one neutral sentence."""

from uuid import UUID

import pytest

from portal.kernel import clock, text
from portal.kernel.actor import Actor
from portal.notify import preferences, sending, tasks
from portal.notify.models import Notice, SunkNotice
from portal.notify.wording import TEMPLATES
from portal.outbox import jobs
from portal.reminders import actions
from portal.schedule import actions as schedule
from tests.portal.schedule import objects
from tests.world import World

pytestmark = pytest.mark.django_db
PLANNER = Actor.system("reminders")


def run(at: str) -> None:
    clock.set_fixed(objects.at(at))
    actions.plan_upcoming(PLANNER)
    tasks.send_due()


def sunk(world: World, who: str = "patient") -> list[str]:
    return [row.text for row in SunkNotice.objects.filter(account_id=world.people[who].id)]


def mails() -> list[SunkNotice]:
    return list(SunkNotice.objects.filter(channel="email"))


@pytest.mark.feature("R1.a")
def test_a_reminder_goes_once_at_its_lead_in_the_persons_own_time(world: World) -> None:
    run("2027-01-12 20:59")
    assert mails() == []
    for again in ("2027-01-12 21:00", "2027-01-12 21:01", "2027-01-12 21:30"):  # the group is at 17:00 there
        run(again)
    [mail] = [m for m in mails() if "today" in m.text]
    assert "5:00" in mail.text
    assert mail.times == 1


@pytest.mark.feature("R4.b")
def test_planning_twice_plans_nothing_new(world: World) -> None:
    assert actions.plan_upcoming(PLANNER) > 0
    assert actions.plan_upcoming(PLANNER) == 0


def test_two_workers_never_take_the_same_notice(world: World) -> None:
    actions.plan_upcoming(PLANNER)
    clock.set_fixed(objects.at("2027-01-12 21:00"))
    first = sending.claim_due(Actor.system("notify"))
    assert first
    assert sending.claim_due(Actor.system("notify")) == []


def test_what_a_killed_worker_held_is_sent_after_its_lease(world: World) -> None:
    actions.plan_upcoming(PLANNER)
    clock.set_fixed(objects.at("2027-01-12 21:00"))
    held = sending.claim_due(Actor.system("notify"))  # and the worker dies here
    run("2027-01-12 21:00")
    assert mails() == []
    run("2027-01-12 21:01")
    assert set(Notice.objects.filter(id__in=held).values_list("state", flat=True)) <= {"sent", "failed"}
    assert all(mail.times == 1 for mail in mails())


def test_a_worker_that_died_after_sending_shows_the_person_one_mail(world: World) -> None:
    actions.plan_upcoming(PLANNER)
    clock.set_fixed(objects.at("2027-01-12 21:00"))
    held: list[UUID] = sending.claim_due(Actor.system("notify"))
    for notice_id in held:
        sending.send_one(notice_id)
    Notice.objects.filter(id__in=held).update(state="claimed", lease_until=clock.now())  # not written off
    run("2027-01-12 21:01")
    per_person = [mail.message_id for mail in mails()]
    assert len(per_person) == len(set(per_person))
    assert {mail.times for mail in mails()} == {2}  # the same Message-ID: the receiver shows one


@pytest.mark.feature("R5.a")
def test_nothing_goes_for_a_cancelled_session_but_that_something_changed(world: World) -> None:
    actions.plan_upcoming(PLANNER)
    session = objects.next_session(world)
    schedule.cancel_session(world.actor("lead"), session_id=session.id, version=session.version)
    jobs.run_due()
    run("2027-01-12 21:00")
    texts = {mail.text for mail in mails()}
    assert len(texts) == 1
    assert text.t("notify.push_session_changed", "en") in texts.pop()


@pytest.mark.feature("R5.a")
def test_a_moved_session_is_reminded_of_at_its_new_time_alone(world: World) -> None:
    actions.plan_upcoming(PLANNER)
    session = objects.next_session(world)
    schedule.move_session(
        world.actor("lead"), session_id=session.id, version=session.version,
        on=session.on, wall_time=(session.wall_time.replace(hour=19)),
    )  # fmt: skip
    jobs.run_due()
    run("2027-01-12 21:00")
    assert not [m for m in mails() if "5:00" in m.text]
    run("2027-01-12 23:00")
    assert [m for m in mails() if "7:00" in m.text]


@pytest.mark.feature("R2.a")
@pytest.mark.feature("R2.c")
def test_a_reminder_that_falls_into_quiet_hours_waits_or_is_dropped_when_stale(world: World) -> None:
    row = preferences.own(world.actor("patient"))
    preferences.change_preferences(
        world.actor("patient"), version=row.version,
        changes={"quiet_from": "15:00", "quiet_until": "18:00", "leads": [60]},
    )  # fmt: skip
    run("2027-01-12 21:00")  # 16:00 there, and the group begins at 17:00
    assert not [m for m in mails() if "5:00" in m.text]
    run("2027-01-12 23:00")
    mine = Notice.objects.filter(account=world.people["patient"], about_at=objects.at("2027-01-12 22:00"))
    assert set(mine.values_list("state", flat=True)) == {"expired"}


@pytest.mark.feature("R7.a")
def test_who_turned_a_channel_off_hears_nothing_there(world: World) -> None:
    actions.plan_upcoming(PLANNER)
    row = preferences.own(world.actor("patient"))
    preferences.change_preferences(world.actor("patient"), version=row.version, changes={"email": False})
    run("2027-01-12 21:00")
    assert [m for m in mails() if "5:00" in m.text] == []


@pytest.mark.feature("R3.a")
def test_no_sentence_carries_a_name_a_program_or_a_clinical_word(world: World) -> None:
    run("2027-01-12 21:00")
    said = " ".join(m.text + m.subject for m in SunkNotice.objects.all()).lower()
    assert said
    forbidden = ["group", "skills", "therap", "clinic", "program", "iop", "patient", "adult", "riverside"]
    forbidden += [account.preferred_name.lower() for account in world.people.values()]
    assert [word for word in forbidden if word in said] == []


def test_every_template_has_its_neutral_line_in_both_languages() -> None:
    for template in TEMPLATES:
        for language in ("en", "es"):
            assert text.t(f"notify.push_{template}", language)
