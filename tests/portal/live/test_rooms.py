"""Slides, questions, totals, and coming back after a drop."""

from uuid import uuid4

import pytest

from api.live.serializers import shape_room
from portal.kernel.errors import Conflict, Invalid, NotFound
from portal.live import actions, selectors
from portal.live.models import Question
from tests.portal.live import objects
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return build()


def test_only_staff_of_the_program_host(world: World) -> None:
    row = objects.session(world)
    for who in ("relative", "patient", "administrator", "other_therapist"):
        with pytest.raises(NotFound):
            actions.open_session(world.actor(who), session_id=row.id)
        with pytest.raises(NotFound):
            actions.show_slide(world.actor(who), session_id=row.id, slide=1)
        with pytest.raises(NotFound):
            actions.end_session(world.actor(who), session_id=row.id)
    actions.open_session(world.actor("lead"), session_id=row.id)
    assert selectors.room(world.actor("lead"), session_id=row.id).session.state == "open"


def test_a_slide_that_is_not_there_is_refused(world: World) -> None:
    row = objects.opened(world)
    with pytest.raises(Invalid):
        actions.show_slide(world.actor("therapist"), session_id=row.id, slide=3)
    actions.end_session(world.actor("therapist"), session_id=row.id)
    with pytest.raises(Conflict):
        actions.show_slide(world.actor("therapist"), session_id=row.id, slide=1)


def test_a_question_is_seen_by_the_host_alone_until_it_is_answered(world: World) -> None:
    row = objects.opened(world, "relative", "relative_none")
    asked = objects.asked(world, row)
    other = world.actor("relative_none")
    assert selectors.room(other, session_id=row.id).questions == []
    with pytest.raises(NotFound):
        selectors.question(other, question_id=asked.id)
    host = selectors.room(world.actor("therapist"), session_id=row.id)
    assert [each.text for each in host.questions] == ["What helps at night?"]
    actions.answer_question(world.actor("therapist"), question_id=asked.id, text="A fixed hour.")
    seen = selectors.room(other, session_id=row.id).questions
    assert [(each.text, each.answer) for each in seen] == [("What helps at night?", "A fixed hour.")]


def test_nobody_but_a_host_answers_and_the_first_answer_stands(world: World) -> None:
    row = objects.opened(world, "relative")
    asked = objects.asked(world, row)
    for who in ("relative", "relative_none", "other_therapist"):
        with pytest.raises(NotFound):
            actions.answer_question(world.actor(who), question_id=asked.id, text="No")
    actions.answer_question(world.actor("therapist"), question_id=asked.id, text="Yes")
    with pytest.raises(Conflict):
        actions.answer_question(world.actor("lead"), question_id=asked.id, text="Other")
    assert Question.objects.get(id=asked.id).answer == "Yes"


@pytest.mark.feature("L3.a", "L3.b")
def test_nothing_that_is_sent_says_who_somebody_is(world: World) -> None:
    row = objects.opened(world, "relative", "relative_none", "neighbour")
    objects.asked(world, row, "relative", anonymous=True)
    named = objects.asked(world, row, "neighbour", anonymous=False, text="And by day?")
    actions.answer_question(world.actor("therapist"), question_id=named.id, text="A walk.")
    for who in ("therapist", "relative_none"):
        shape = shape_room(selectors.room(world.actor(who), session_id=row.id))
        written = repr(shape)
        for person in ("relative", "relative_none", "neighbour"):
            account = world.people[person]
            assert str(account.id) not in written
            assert account.email not in written
            assert account.preferred_name not in written
        assert {each["text"]: each["alias"] is not None for each in shape["questions"]}["And by day?"]
    host = shape_room(selectors.room(world.actor("therapist"), session_id=row.id))
    assert {each["text"]: each["alias"] for each in host["questions"]}["What helps at night?"] is None
    assert host["totals"] == {"registered": 3, "waiting": 0, "here": 3}
    assert shape_room(selectors.room(world.actor("relative"), session_id=row.id))["totals"] is None


def test_the_same_question_sent_again_is_one_question(world: World) -> None:
    row = objects.opened(world, "relative")
    key = uuid4()
    for _try in range(3):
        actions.ask_question(world.actor("relative"), session_id=row.id, key=key, text="Once?")
    assert Question.objects.filter(session=row).count() == 1


def test_questions_are_sealed_in_the_database(world: World) -> None:
    row = objects.opened(world, "relative")
    asked = objects.asked(world, row, text="canary question")
    stored = Question.objects.filter(id=asked.id).values_list("text", flat=True)[0]
    assert b"canary" not in bytes(stored)


@pytest.mark.feature("L5.a")
def test_who_was_away_gets_everything_since_from_the_log(world: World) -> None:
    row = objects.opened(world, "relative", "relative_none")
    before = selectors.room(world.actor("relative"), session_id=row.id).session.last_seq
    mine = objects.asked(world, row, "relative")
    objects.asked(world, row, "relative_none", text="Not for others yet")
    actions.show_slide(world.actor("therapist"), session_id=row.id, slide=1)
    actions.answer_question(world.actor("therapist"), question_id=mine.id, text="Like this.")
    actions.show_slide(world.actor("therapist"), session_id=row.id, slide=2)
    _row, _own, missed = selectors.log_after(world.actor("relative"), session_id=row.id, seq=before)
    assert [(each.kind, each.slide) for each in missed] == [
        ("asked", None), ("slide", 1), ("answered", None), ("slide", 2),
    ]  # fmt: skip
    assert [each.question_id for each in missed if each.question_id] == [mine.id, mine.id]
    room = selectors.room(world.actor("relative"), session_id=row.id)
    assert room.session.slide == 2
    assert [each.answer for each in room.questions] == ["Like this."]
    _row, _own, for_host = selectors.log_after(world.actor("therapist"), session_id=row.id, seq=0)
    assert [each.seq for each in for_host] == list(range(1, len(for_host) + 1)), "no hole"
