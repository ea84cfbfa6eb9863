"""The note of a daily check-in is read for words of risk, as messages and practice notes are."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import Entry
from portal.checkins import actions as checkins
from portal.checkins import selectors as days
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.models import DataKey
from portal.messaging.models import Thread
from portal.outbox import jobs
from portal.safety import actions, selectors
from portal.safety.models import Alert
from tests.portal.checkins.objects import saved
from tests.portal.messaging.objects import say, tables_with
from tests.world import build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("safety")
GRAVE = "I am going to kill myself tonight zq9canary"


@pytest.mark.feature("C6.j")
@pytest.mark.parametrize(
    ("words", "level", "minutes"),
    [
        (GRAVE, "urgent", 10),
        ("Ya no quiero vivir", "same_day", 120),
        ("I do not want to kill myself", "same_day", 120),
        ("My brother said he wants to die", "look", 480),
    ],
)
def test_the_entry_stands_and_the_team_gets_a_flag_that_denial_and_third_person_lower(
    words: str, level: str, minutes: int
) -> None:
    world = build()
    row = saved(world, note=words)
    jobs.run_due()
    found = days.card(world.actor("therapist"), patient_id=world.patient.id, days=14)
    assert [each.row.note for each in found.days] == [words]
    alert = Alert.objects.get()
    assert (alert.kind, alert.source, alert.source_id) == ("words", "check_in", row.id)
    assert (alert.level, alert.thread_id) == (level, None)
    assert alert.due_at - alert.raised_at == timedelta(minutes=minutes)
    assert tables_with("zq9canary") == []


@pytest.mark.feature("C6.j")
def test_an_open_alert_of_a_check_in_moves_the_patients_threads_up() -> None:
    world = build()
    say(world, "When does group start?", topic="schedule")
    saved(world, note=GRAVE)
    jobs.run_due()
    assert Thread.objects.get().risk == 3


def test_a_number_that_is_changed_later_does_not_read_the_same_note_again() -> None:
    world = build()
    saved(world, note=GRAVE)
    saved(world, note=GRAVE, mood=1)
    jobs.run_due()
    assert Alert.objects.count() == 1
    assert Entry.objects.filter(verb="safety.read_words", object_type="check_in").count() == 2


def test_no_words_or_everyday_ones_raise_nothing_and_the_same_entry_raises_one_alert() -> None:
    world = build()
    saved(world, note="")
    saved(world, note="Dying to see my sister")
    row = saved(world, note=GRAVE)
    jobs.run_due()
    assert actions.raise_alert_for_words(SYSTEM, source="check_in", source_id=row.id) is None
    assert Alert.objects.count() == 1


def test_one_that_was_taken_back_before_it_was_read_raises_nothing_and_fails_nothing() -> None:
    world = build()
    row = saved(world, note=GRAVE)
    checkins.take_back_checkin(world.actor("patient"), checkin_id=row.id)
    jobs.run_due()
    assert not Alert.objects.exists()


def queries(ids: Sequence[UUID]) -> int:
    with CaptureQueriesContext(connection) as seen:
        selectors.checkins_with_signs(SYSTEM, checkin_ids=ids)
    return len(seen)


def test_many_notes_are_read_in_as_many_queries_as_one() -> None:
    world = build()
    ids = [saved(world, who=who, note=f"Note {n}").id for n in range(6) for who in ("patient", "neighbour")]
    # A key that is minutes old may still be rolled back, and is not remembered yet: here it is older.
    DataKey.objects.update(made_at=clock.now() - timedelta(hours=1))
    queries(ids)
    assert queries(ids[:1]) == queries(ids)
