"""Answers that a program keeps ready."""

from datetime import time

import pytest

from portal.accounts.models import Account
from portal.kernel.errors import Invalid, NotFound, Stale
from portal.messaging import actions, selectors
from portal.messaging.models import Message, SavedReply
from portal.programs.models import Program
from tests.portal.messaging.objects import keep, reply, say, tables_with
from tests.portal.schedule import objects as schedule
from tests.world import World

ALL = "{patient}, {me}, {next_session}, {promise}. {program_phone}"


def _filled(
    world: World, *, topic: str = "medication", who: str = "therapist"
) -> list[selectors.FilledReply]:
    thread_id = say(world, topic=topic).thread_id
    return selectors.filled_replies(world.actor(who), thread_id=thread_id)


def _speaks(world: World, language: str) -> None:
    Account.objects.filter(id=world.people["patient"].id).update(language=language)


@pytest.mark.feature("W4.a")
@pytest.mark.parametrize(
    ("language", "session", "promise"),
    [
        ("en", "Wednesday, October 7 at 5:00 pm", "Wednesday, October 7 at 1:00 pm"),
        ("es", "miércoles 7 de octubre a las 5:00 p.m.", "miércoles 7 de octubre a la 1:00 p.m"),
    ],
)
def test_every_place_is_filled_in_the_patients_language_and_zone(
    fixed: World, language: str, session: str, promise: str
) -> None:
    world = fixed
    schedule.enrol(world)
    schedule.series(world, wall_time=time(17))
    Program.objects.filter(id=world.program.id).update(crisis_phone="6025550199")
    _speaks(world, language)
    keep(world, body_en=ALL, body_es=ALL)
    found = _filled(world)[0]
    assert (found.language, found.blanks) == (language, [])
    # A sentence that ends with "p.m." gets no second full stop.
    assert found.body == f"Patient, Therapist, {session}, {promise}. 6025550199"


@pytest.mark.feature("W4.d")
def test_what_nothing_can_fill_stays_as_a_marked_blank(world: World) -> None:
    keep(world, body_en="See you on {next_session}, {patient}.", body_es="Te vemos el {next_session}.")
    found = _filled(world)[0]
    assert (found.body, found.blanks) == ("See you on [next session: ____], Patient.", ["next_session"])
    _speaks(world, "es")
    found = _filled(world)[0]
    assert (found.body, found.blanks) == ("Te vemos el [próxima sesión: ____].", ["next_session"])


def test_after_an_answer_there_is_no_promise_to_repeat(world: World) -> None:
    keep(world, body_en="By {promise}.", body_es="Antes del {promise}.")
    thread_id = say(world).thread_id
    reply(world, thread_id)
    found = selectors.filled_replies(world.actor("lead"), thread_id=thread_id)[0]
    assert found.blanks == ["promise"]


@pytest.mark.feature("W4.c")
def test_those_of_the_topic_come_first(world: World) -> None:
    keep(world, title="A parking place", topic="other")
    keep(world, title="Zolpidem", topic="medication")
    keep(world, title="antacids", topic="medication")
    found = [(row.reply.title, row.suggested) for row in _filled(world)]
    assert found == [("antacids", True), ("Zolpidem", True), ("A parking place", False)]


@pytest.mark.feature("W4.b")
def test_looking_at_saved_replies_sends_nothing(world: World) -> None:
    keep(world)
    before = Message.objects.count()
    assert _filled(world)
    assert Message.objects.filter(from_team=True).count() == before


@pytest.mark.feature("W4.e")
def test_a_change_is_the_next_version_and_the_one_before_is_archived(world: World) -> None:
    first = keep(world)
    words = {"topic": "skills", "title": "Tablets", "body_en": "With food.", "body_es": "Con comida."}
    lead = world.actor("lead")
    second = actions.change_reply(lead, reply_id=first.id, version=1, **words)
    assert (second.version, second.previous_id, second.body_es) == (2, first.id, "Con comida.")
    first.refresh_from_db()
    assert first.archived_at is not None and first.body_en == "Hi {patient}, with food is best."
    for reply_id, version in ((first.id, 1), (second.id, 1)):
        with pytest.raises(Stale):
            actions.change_reply(lead, reply_id=reply_id, version=version, **words)
    with pytest.raises(Stale):
        actions.archive_reply(lead, reply_id=first.id)
    assert [row.id for row in selectors.replies(lead)] == [second.id]
    for _ in range(2):
        actions.archive_reply(lead, reply_id=second.id)
    assert selectors.replies(lead) == [] == _filled(world)
    assert SavedReply.objects.count() == 2


@pytest.mark.feature("W4.a")
@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ({"body_es": " "}, "/body_es"),
        ({"body_en": "Dear {name}"}, "/body_en"),
        ({"body_en": "{}"}, "/body_en"),
        ({"title": "x" * 81}, "/title"),
        ({"topic": "weather"}, "/topic"),
    ],
)
def test_a_reply_needs_both_languages_and_places_that_can_be_filled(
    world: World, words: dict[str, str], pointer: str
) -> None:
    with pytest.raises(Invalid) as refused:
        keep(world, **words)
    assert refused.value.pointer == pointer
    assert not SavedReply.objects.exists()


@pytest.mark.feature("W4.e")
def test_replies_are_kept_by_staff_and_lead_of_the_program_alone(world: World) -> None:
    kept = keep(world, who="off_team")
    words = {"topic": "skills", "title": "Mine", "body_en": "Hi.", "body_es": "Hola."}
    for who in ("patient", "relative", "administrator", "other_therapist"):
        with pytest.raises(NotFound):
            keep(world, who=who)
        with pytest.raises(NotFound):
            actions.change_reply(world.actor(who), reply_id=kept.id, version=1, **words)
        with pytest.raises(NotFound):
            actions.archive_reply(world.actor(who), reply_id=kept.id)
        assert selectors.replies(world.actor(who)) == []


def test_the_words_stand_sealed(world: World) -> None:
    keep(world, title="heron-title", body_en="heron-english", body_es="heron-spanish")
    assert tables_with("heron-") == []
