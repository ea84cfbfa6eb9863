"""What a patient writes about a practice is read for words of risk, as messages are."""

from datetime import timedelta

import pytest

from portal.kernel.actor import Actor
from portal.messaging.models import Thread
from portal.outbox import jobs
from portal.practice import actions as practice
from portal.practice import selectors as entries
from portal.safety import actions
from portal.safety.models import Alert
from tests.portal.messaging.objects import say, tables_with
from tests.portal.practice.objects import noted
from tests.world import build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("safety")
GRAVE = "I am going to kill myself tonight zq9canary"


@pytest.mark.feature("C6.e")
@pytest.mark.parametrize(
    ("words", "level", "minutes"),
    [
        (GRAVE, "urgent", 10),
        ("Ya no quiero vivir", "same_day", 120),
        ("My brother said he wants to die", "look", 480),
    ],
)
def test_the_entry_is_kept_and_the_team_gets_a_flag_with_its_level_and_clock(
    words: str, level: str, minutes: int
) -> None:
    world = build()
    row = noted(world, situation=words)
    jobs.run_due()
    (kept,) = entries.entries(world.actor("therapist"), patient_id=world.patient.id)
    assert kept.situation == words
    alert = Alert.objects.get()
    assert (alert.kind, alert.source, alert.source_id) == ("words", "practice_entry", row.id)
    assert (alert.level, alert.thread_id) == (level, None)
    assert alert.due_at - alert.raised_at == timedelta(minutes=minutes)
    assert tables_with("zq9canary") == []


@pytest.mark.feature("C6.e")
def test_an_open_alert_of_a_practice_moves_the_patients_threads_up() -> None:
    world = build()
    say(world, "When does group start?", topic="schedule")
    noted(world, situation=GRAVE)
    jobs.run_due()
    assert Thread.objects.get().risk == 3


def test_no_words_or_everyday_ones_raise_nothing_and_the_same_entry_raises_one_alert() -> None:
    world = build()
    noted(world, situation="")
    noted(world, situation="Before the dentist")
    row = noted(world, situation=GRAVE)
    jobs.run_due()
    assert actions.raise_alert_for_words(SYSTEM, source="practice_entry", source_id=row.id) is None
    assert Alert.objects.count() == 1


def test_an_entry_that_was_taken_back_before_it_was_read_raises_nothing_and_fails_nothing() -> None:
    world = build()
    row = noted(world, situation=GRAVE)
    practice.take_back_entry(world.actor("patient"), entry_id=row.id)
    jobs.run_due()
    assert not Alert.objects.exists()
