"""The automatic reply outside team hours."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.messaging import actions, selectors
from portal.messaging.logic import Hours, here_until, minutes_between, quiet_since
from portal.messaging.models import Message, ReplyTime, Thread
from portal.programs import actions as programs
from tests.portal.messaging.objects import reply, say
from tests.portal.messaging.test_clock import INSTANTS, WEEKS, ZONES, follow
from tests.world import World

NIGHT = datetime(2026, 10, 8, 2, tzinfo=UTC)  # Wednesday 22:00 in New York
SATURDAY = datetime(2026, 10, 10, 15, tzinfo=UTC)


def automatic(world: World) -> list[str]:
    rows = Message.objects.filter(patient=world.patient, kind="automatic").order_by("sent_at", "seq")
    return [row.body for row in rows]


@pytest.mark.feature("W7.a")
def test_at_night_the_patient_hears_when_people_are_back_and_where_help_is(fixed: World) -> None:
    clock.set_fixed(NIGHT)
    follow(say(fixed))
    assert len(automatic(fixed)) == 1
    assert "back Thursday at 9:00 am" in automatic(fixed)[0]
    assert "Help now" in automatic(fixed)[0]


def test_after_midnight_it_says_today(fixed: World) -> None:
    clock.set_fixed(NIGHT + timedelta(hours=4))
    follow(say(fixed))
    assert "back today at 9:00 am" in automatic(fixed)[0]


@pytest.mark.feature("W7.c")
def test_it_speaks_the_patients_language(fixed: World) -> None:
    Account.objects.filter(id=fixed.people["patient"].id).update(language="es")
    clock.set_fixed(NIGHT)
    follow(say(fixed))
    assert "Vuelve el jueves a las 9:00 a. m. y entonces" in automatic(fixed)[0]
    assert "Ayuda ahora" in automatic(fixed)[0]


@pytest.mark.feature("W7.b")
def test_it_comes_once_in_a_quiet_period_on_however_many_threads_and_again_in_the_next(fixed: World) -> None:
    clock.set_fixed(SATURDAY)
    first = say(fixed)
    follow(first, first)
    clock.set_fixed(SATURDAY + timedelta(hours=20))
    follow(say(fixed), say(fixed, topic="skills"))
    assert len(automatic(fixed)) == 1
    clock.set_fixed(SATURDAY + timedelta(days=2, hours=10))  # Monday night
    follow(say(fixed))
    assert len(automatic(fixed)) == 2


@pytest.mark.feature("W7.b")
def test_it_knows_a_closed_day(fixed: World) -> None:
    programs.new_holiday(
        fixed.actor("administrator"),
        key=uuid4(),
        program_id=fixed.program.id,
        on=date(2026, 10, 12),
        name="Day",
    )
    clock.set_fixed(datetime(2026, 10, 12, 15, tzinfo=UTC))  # Monday 11:00, closed
    follow(say(fixed))
    assert "back Tuesday at 9:00 am" in automatic(fixed)[0]


@pytest.mark.feature("W7.b")
def test_it_never_comes_while_the_team_is_here_nor_once_it_is_back(fixed: World) -> None:
    follow(say(fixed))
    clock.set_fixed(NIGHT)
    late = say(fixed)
    clock.set_fixed(NIGHT + timedelta(hours=12))  # the reaction ran only in the morning
    follow(late)
    assert automatic(fixed) == []


def test_it_does_not_come_after_somebody_answered_at_night(fixed: World) -> None:
    clock.set_fixed(NIGHT)
    asked = say(fixed)
    reply(fixed, asked.thread_id)
    follow(asked)
    assert automatic(fixed) == []


@pytest.mark.feature("W7.d")
def test_it_is_no_answer_and_hides_no_words_of_the_patient(fixed: World) -> None:
    clock.set_fixed(NIGHT)
    asked = say(fixed, "I cannot sleep")
    before = Thread.objects.get(id=asked.thread_id)
    follow(asked)
    row = Message.objects.get(thread_id=asked.thread_id, kind="automatic")
    thread = Thread.objects.get(id=asked.thread_id)
    assert (thread.waiting_since, thread.answer_by) == (before.waiting_since, before.answer_by)
    assert (row.author_id, row.from_team, row.author_name) == (None, True, "Automatic reply")
    seen = selectors.view_of(fixed.actor("therapist"), thread_id=thread.id)
    assert (seen.unread, seen.last and seen.last.body) == (1, "I cannot sleep")
    assert selectors.unread(fixed.actor("therapist")).waiting == 1
    assert ReplyTime.objects.get(thread=thread).answered_at is None
    follow(row)
    assert len(automatic(fixed)) == 1
    clock.set_fixed(NIGHT + timedelta(hours=12))
    answered = reply(fixed, thread.id)
    follow(answered)
    assert ReplyTime.objects.get(thread=thread).answered_at == answered.sent_at


def test_a_team_without_hours_promises_nothing_by_itself(fixed: World) -> None:
    programs.set_team_hours(fixed.actor("administrator"), program_id=fixed.program.id, hours={})
    follow(say(fixed))
    assert automatic(fixed) == []


def test_only_the_product_itself_follows_a_message(fixed: World) -> None:
    with pytest.raises(NotFound):
        actions.follow_messages(Actor.person(fixed.people["lead"].id), message_ids=[say(fixed).id])


@pytest.mark.feature("W7.b")
@given(at=INSTANTS, gap=st.integers(1, 4000), zone=st.sampled_from(ZONES), weekly=WEEKS)
def test_two_instants_share_a_quiet_period_just_where_the_team_was_not_there_between(
    at: datetime, gap: int, zone: str, weekly: dict[int, tuple[time, time]]
) -> None:
    hours = Hours(zone, weekly)
    later = at + timedelta(minutes=gap)
    if here_until(at, hours) or here_until(later, hours):
        return
    was_there = minutes_between(at, later, hours) > 0
    assert (quiet_since(at, hours) == quiet_since(later, hours)) == (not was_there)
