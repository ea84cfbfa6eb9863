"""The demo clinic stands, stands once, and is as varied as it says. All tests here look at the same load."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from portal.accounts.models import Account
from portal.audit.models import Entry
from portal.careplan.models import CarePlan, Change, Goal, Intervention, Rating, Sign
from portal.checkins import selectors as checkins
from portal.checkins.models import CheckIn
from portal.demo import loader
from portal.demo.people import account_of, people, who_are_there
from portal.education.models import Article
from portal.family.models import Consent
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.live.models import LiveSession, Question, Registration
from portal.messaging.models import Message, Thread
from portal.outbox.models import Job
from portal.practice import selectors as practice
from portal.practice.models import Cards
from portal.practice.models import Entry as PracticeEntry
from portal.programs.models import CareTeamMember, Enrolment, Patient, Program, Staff
from portal.safety.models import Alert
from portal.schedule import selectors as schedule
from portal.schedule.models import Booking, Session
from portal.settings.keys import from_file
from tests import demo_clinic, migrated

# With the journeys through the demo's screens, which begin from the same load.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("e2e-demo")]


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The tests here speak to a copy of the loaded database, with the keys that it was loaded with."""
    own, data = str(connection.settings_dict["NAME"]), tmp_path_factory.mktemp("demo") / "data"
    demo_clinic.copy_to(f"{own}_demo", data)
    opened = from_file(data)
    with django_db_blocker.unblock(), override_settings(MASTER_KEYS=opened["MASTER_KEYS"]):
        _speak_to(f"{own}_demo")
        try:
            yield
        finally:
            _speak_to(own)
            migrated.remove(f"{own}_demo")


def _speak_to(database: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL alone
    connection.settings_dict["NAME"] = database


@pytest.fixture(autouse=True)
def _loaded(demo: None) -> None:
    """Every test looks at the same clinic, each inside a transaction of its own."""


def test_the_demo_clinic_is_loaded_once_and_is_as_large_as_it_says() -> None:
    sessions = Session.objects.count()
    assert loader.load() is False
    assert Session.objects.count() == sessions
    assert Program.objects.count() == 2
    assert Patient.objects.count() == 24
    assert Staff.objects.values("account").distinct().count() == 8
    assert CareTeamMember.objects.values("patient").distinct().count() == 24
    assert Enrolment.objects.filter(ends_on=None).values("level").distinct().count() == 6
    assert Message.objects.count() > 40
    assert not Account.objects.exclude(email__endswith="@demo.example").exists()


def test_everyone_has_an_account_but_relatives_who_have_not_answered() -> None:
    there = {person.key for person in who_are_there()}
    assert {person.key for person in people()} - there == {"paula", "jun"}


def test_six_weeks_of_sessions_are_marked_and_four_weeks_are_booked() -> None:
    now = clock.now()
    past = Booking.objects.filter(session__ends_at__lt=now - timedelta(minutes=15))
    assert not past.filter(state="planned").exists()
    assert set(past.values_list("state", flat=True)) == {"here", "late", "left_early", "excused", "absent"}
    assert past.filter(session__starts_at__lt=now - timedelta(days=38)).exists()
    ahead = Booking.objects.filter(session__starts_at__gt=now + timedelta(days=19))
    assert ahead.values("patient").distinct().count() == 24
    kinds = set(Session.objects.values_list("series__kind", flat=True))
    assert kinds == {"group", "individual", "psychiatry"}
    assert Booking.objects.filter(says="cant_come", state="excused").exists()


def test_nobody_is_booked_outside_of_their_enrolment() -> None:
    rows = Booking.objects.filter(session__series__patient=None).select_related("session__series")
    enrolments = list(Enrolment.objects.all())
    assert rows.count() > 1000
    for row in rows:
        assert any(
            each.patient_id == row.patient_id
            and each.track_id == row.session.series.track_id
            and each.starts_on <= row.session.on
            and (each.ends_on is None or row.session.on <= each.ends_on)
            for each in enrolments
        )


def test_maya_has_a_session_now_or_next_today_and_hours_this_week() -> None:
    maya = Patient.objects.get(account=account_of("maya"))
    assert maya.account_id is not None
    seen = schedule.today(Actor.person(maya.account_id), patient_id=maya.id)
    soonest = seen.now or seen.coming[0]
    assert soonest.session.on in {seen.on, seen.on + timedelta(days=1)}
    assert soonest.session.starts_at < seen.at + timedelta(days=1)
    assert (seen.hours.prescribed, seen.hours.minimum) == (720, 540)
    assert seen.hours.planned >= 540


def test_every_patient_has_a_plan_in_two_wordings_with_ratings_from_both_sides() -> None:
    assert CarePlan.objects.filter(ended_at=None).values("patient").distinct().count() == 24
    for goal in Goal.objects.all():
        assert goal.title
        assert goal.clinical_goal
        assert goal.title != goal.clinical_goal
    assert set(Intervention.objects.values_list("who", flat=True)) == {"patient", "team"}
    for by in ("self", "team"):
        unrated = Goal.objects.exclude(ratings__by=by)
        assert not unrated.filter(plan__started_at__lt=clock.now() - timedelta(days=3)).exists()
    assert Rating.objects.values("week_on").distinct().count() >= 6
    assert set(Sign.objects.values_list("met", flat=True)) == {True, False}
    assert CarePlan.objects.exclude(next_around=None).exclude(review_at=None).count() >= 20


def test_maya_has_a_change_of_her_plan_that_is_new_to_her() -> None:
    plan = CarePlan.objects.get(patient__account=account_of("maya"))
    assert 0 < plan.seen_version < plan.version
    newest = Change.objects.filter(plan=plan).latest("number")
    assert newest.by_name == "Dr. Nair"
    assert newest.before


def test_consents_of_every_state_are_there() -> None:
    states = {row["status"] for row in Consent.objects.values("status")}
    assert states == {"active", "invited", "withdrawn", "expired"}
    assert Consent.objects.filter(status="active", scopes=["schedule"]).exists()
    assert Consent.objects.filter(status="active", scopes__contains=["plan", "schedule"]).exists()
    assert Consent.objects.count() == 17
    assert not Consent.objects.filter(account=account_of("rachel")).exists()


def test_family_sessions_lie_behind_soon_and_ahead() -> None:
    now = clock.now()
    assert LiveSession.objects.filter(state="ended", ended_at__lt=now).count() == 1
    assert Question.objects.exclude(answered_at=None).count() == 3
    soon = LiveSession.objects.get(state="planned", starts_at__lt=now + timedelta(hours=1))
    assert timedelta(minutes=10) < soon.starts_at - now < timedelta(minutes=25)
    assert Registration.objects.filter(session=soon).count() >= 5
    assert Registration.objects.filter(status="waiting").exists()
    assert Article.objects.filter(withdrawn_at=None).exists()


def test_threads_are_in_both_languages_and_an_alert_waits() -> None:
    languages = set(Thread.objects.values_list("patient__language", flat=True))
    assert languages == {"en", "es"}
    assert Alert.objects.filter(acknowledged_at=None).exists()
    assert Alert.objects.exclude(acknowledged_at=None).exists()


def test_the_past_is_told_in_order_and_nothing_is_left_for_the_relay_to_do_late() -> None:
    now = clock.now()
    assert not Job.objects.exists()
    assert not Message.objects.filter(sent_at__gt=now).exists()
    instants = list(Entry.objects.order_by("id").values_list("at", flat=True))
    assert instants == sorted(instants)


def test_a_few_people_checked_in_over_three_weeks_with_days_left_out() -> None:
    assert CheckIn.objects.values("patient").distinct().count() == 4
    assert not Alert.objects.filter(source="check_in").exists()
    maya = Patient.objects.get(account=account_of("maya"))
    found = checkins.card(Actor.system("test"), patient_id=maya.id, days=28)
    assert found.asked.keys == ["isolate", "stay_in_bed"]
    assert len(found.days) == 16
    assert all(day.row.day < found.today for day in found.days)


def test_everybody_noted_practice_at_its_own_time_and_maya_sees_what_helped_most() -> None:
    assert PracticeEntry.objects.values("patient").distinct().count() == 24
    assert PracticeEntry.objects.filter(practiced_at__gt=clock.now()).count() == 0
    days = set(PracticeEntry.objects.values_list("practiced_at__date", flat=True))
    assert len(days) > 20
    assert Cards.objects.count() >= 15
    assert not Alert.objects.filter(source="practice_entry").exists()
    maya = Patient.objects.get(account=account_of("maya"))
    found = practice.practice(Actor.system("test"), patient_id=maya.id)
    assert [row.skill for row in found.helped] == ["small-step", "check-thought", "paced-breathing"]
    assert found.cards == ["small-step", "paced-breathing", "check-thought"]
