"""From words of risk in what a patient writes to a name on an alert, and the order of the inbox."""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal.audit.models import Entry
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging import actions as messaging
from portal.messaging import selectors as threads
from portal.messaging.models import Message, Thread
from portal.outbox import jobs
from portal.outbox.models import Item, StoredEvent
from portal.safety import actions, flags, selectors, tasks
from portal.safety.models import Alert
from portal.schedule import actions as schedule
from tests.portal.careplan.objects import ask
from tests.portal.measures.objects import answered, asked
from tests.portal.messaging.objects import reply, say, tables_with
from tests.portal.schedule.objects import add, next_session
from tests.world import World, build

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("safety")
GRAVE = "I am going to kill myself tonight zq7canary"


def said(world: World, body: str, *, topic: str = "medication") -> Message:
    message = say(world, body, topic=topic)
    jobs.run_due()
    return message


def risks(world: World) -> dict[str, int]:
    return dict(Thread.objects.filter(patient=world.patient).values_list("topic", "risk"))


@pytest.mark.feature("C6.b", "C6.c")
@pytest.mark.parametrize(
    ("body", "level", "minutes"),
    [
        (GRAVE, "urgent", 10),
        ("Ya no quiero vivir", "same_day", 120),
        ("My brother said he wants to die", "look", 480),
    ],
)
def test_the_message_goes_and_the_team_gets_a_flag_with_its_level_and_clock(
    body: str, level: str, minutes: int
) -> None:
    world = build()
    message = said(world, body)
    assert Message.objects.get().body == body
    alert = Alert.objects.get()
    assert (alert.kind, alert.source, alert.level) == ("words", "message", level)
    assert (alert.source_id, alert.thread_id) == (message.id, message.thread_id)
    assert alert.due_at - alert.raised_at == timedelta(minutes=minutes)
    told = set(Item.objects.filter(event__kind="safety.alert_raised").values_list("recipient", flat=True))
    assert told == {world.people["therapist"].id, world.people["lead"].id}


def test_the_same_message_never_raises_two_alerts() -> None:
    world = build()
    message = said(world, GRAVE)
    assert actions.raise_alert_for_words(SYSTEM, source="message", source_id=message.id) is None
    assert Alert.objects.count() == 1


def test_a_message_that_was_changed_is_read_again() -> None:
    world = build()
    message = said(world, "I feel hopeless")
    assert Alert.objects.get().level == "look"
    messaging.edit_message(
        world.actor("patient"), key=uuid4(), message_id=message.id, version=message.version, body=GRAVE
    )
    jobs.run_due()
    assert sorted(Alert.objects.values_list("level", flat=True)) == ["look", "urgent"]


def test_what_the_team_writes_and_what_meets_no_rule_raises_nothing() -> None:
    world = build()
    message = said(world, "Can I take the tablets with breakfast?")
    reply(world, message.thread_id, "Do you have thoughts of killing yourself?")
    jobs.run_due()
    assert not Alert.objects.exists()
    assert risks(world) == {"medication": 0}


@pytest.mark.parametrize("who", ["patient", "therapist", "lead"])
def test_no_person_raises_or_ranks_by_hand(who: str) -> None:
    world = build()
    message = say(world, GRAVE)
    actor = world.actor(who)
    with pytest.raises(NotFound):
        actions.raise_alert_for_words(actor, source="message", source_id=message.id)
    with pytest.raises(NotFound):
        messaging.rank_threads(actor, patient_id=world.patient.id, everywhere=3, by_thread={})


@pytest.mark.feature("C6.h")
def test_what_a_patient_asks_of_the_plan_is_read_too() -> None:
    world = build()
    request = ask(world, "Nothing helps, I wish I was dead")
    jobs.run_due()
    alert = Alert.objects.get()
    assert (alert.kind, alert.source, alert.source_id) == ("words", "change_request", request.id)
    assert (alert.level, alert.thread_id) == ("same_day", None)


@pytest.mark.feature("C6.h")
def test_the_reason_for_not_coming_is_read_too_each_time_it_is_said_anew() -> None:
    world = build()
    add(world)
    session = next_session(world)
    for reason in (
        "the bus is late",
        "I cut myself last night",
        "I cut myself last night, I took all my pills",
    ):
        schedule.report_late(world.actor("patient"), session_id=session.id, says="cant_come", reason=reason)
        jobs.run_due()
    found = Alert.objects.order_by("raised_at")
    assert [(a.source, a.level) for a in found] == [("booking", "same_day"), ("booking", "urgent")]
    schedule.report_late(world.actor("patient"), session_id=session.id, says="")
    jobs.run_due()
    assert Alert.objects.count() == 2


@pytest.mark.feature("C6.i")
def test_a_threads_risk_puts_it_first_and_falls_when_somebody_has_taken_the_alert() -> None:
    world = build()
    said(world, "When does group start?", topic="schedule")
    grave = said(world, GRAVE)
    assert risks(world) == {"schedule": 0, "medication": 3}
    first = threads.inbox(world.actor("therapist")).rows[0]
    assert first.id == grave.thread_id
    actions.acknowledge_alert(world.actor("therapist"), alert_id=Alert.objects.get().id)
    jobs.run_due()
    assert risks(world) == {"schedule": 0, "medication": 0}
    assert Thread.objects.filter(id=grave.thread_id, state="open").exists()


@pytest.mark.feature("C6.i")
def test_an_alert_of_a_questionnaire_moves_all_open_threads_and_one_that_is_opened_meanwhile() -> None:
    world = build()
    said(world, "When does group start?", topic="schedule")
    answered(world, asked(world), *[0] * 8, 1)
    jobs.run_due()
    assert risks(world) == {"schedule": 2}
    said(world, "I need a letter", topic="paperwork")
    assert risks(world) == {"schedule": 2, "paperwork": 2}
    said(world, GRAVE, topic="other")
    assert risks(world) == {"schedule": 2, "paperwork": 2, "other": 3}


def test_ranking_the_same_again_changes_nothing_and_only_the_team_hears_of_it() -> None:
    world = build()
    said(world, GRAVE)
    version = Thread.objects.get().version
    assert messaging.rank_threads(SYSTEM, patient_id=world.patient.id, everywhere=3, by_thread={}) == []
    assert Thread.objects.get().version == version
    told = Item.objects.filter(event__kind__in=["messaging.thread_ranked", "safety.alert_raised"])
    assert world.people["patient"].id not in set(told.values_list("recipient", flat=True))


@pytest.mark.feature("C6.c")
def test_no_word_of_the_patient_is_in_an_alert_an_event_or_the_audit() -> None:
    world = build()
    said(world, GRAVE)
    tasks.pass_on()
    assert tables_with("zq7canary") == []
    assert Alert.objects.exists() and StoredEvent.objects.filter(kind="safety.alert_raised").exists()
    assert Entry.objects.filter(verb="safety.read_words", object_type="message").exists()


def test_a_mention_to_be_read_does_not_say_check_in_first_on_the_day_sheet() -> None:
    world = build()
    said(world, "I feel hopeless")
    assert Alert.objects.get().level == "look"
    assert flags.check_in_first(world.actor("therapist"), [world.patient.id]) == {}
    said(world, GRAVE, topic="other")
    assert set(flags.check_in_first(world.actor("therapist"), [world.patient.id])) == {world.patient.id}


def test_the_order_of_alerts_is_now_today_to_be_read() -> None:
    world = build()
    for body in ("I feel hopeless", GRAVE, "I wish I was dead"):
        said(world, body, topic="other")
    assert [a.level for a in selectors.alerts(world.actor("therapist"))] == ["urgent", "same_day", "look"]


def test_a_relative_and_the_other_program_see_nothing_of_it() -> None:
    world = build()
    said(world, GRAVE)
    for who in ("patient", "relative", "off_team", "other_therapist", "administrator"):
        assert selectors.alerts(world.actor(who)) == []


def test_a_text_that_is_not_there_is_not_found() -> None:
    build()
    with pytest.raises(NotFound):
        actions.raise_alert_for_words(SYSTEM, source="message", source_id=uuid4())
