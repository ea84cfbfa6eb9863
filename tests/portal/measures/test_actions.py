"""Answering measures."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.forms.models import Response
from portal.kernel import clock
from portal.kernel.due import of_patient
from portal.kernel.errors import Invalid, KeyReused, NotFound, Stale
from portal.measures import actions, selectors
from portal.measures.models import Score
from tests.portal.measures.objects import answered, answers, asked
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.mark.feature("Q1.a")
@pytest.mark.parametrize(
    ("values", "total", "band"),
    [
        ((1, 1, 1, 1, 0, 0, 0, 0, 0), 4, "minimal"),
        ((1, 1, 1, 1, 1, 0, 0, 0, 0), 5, "mild"),
        ((3, 3, 3, 0, 0, 0, 0, 0, 0), 9, "mild"),
        ((3, 3, 3, 1, 0, 0, 0, 0, 0), 10, "moderate"),
        ((3, 3, 3, 3, 2, 0, 0, 0, 0), 14, "moderate"),
        ((3, 3, 3, 3, 3, 0, 0, 0, 0), 15, "moderately-severe"),
        ((3, 3, 3, 3, 3, 3, 1, 0, 0), 19, "moderately-severe"),
        ((3, 3, 3, 3, 3, 3, 2, 0, 0), 20, "severe"),
        ((3, 3, 3, 3, 3, 3, 3, 3, 3), 27, "severe"),
    ],
)
def test_phq9_total_and_band_are_exact_at_every_boundary(
    values: tuple[int, ...], total: int, band: str
) -> None:
    world = build()
    score = answered(world, asked(world), *values)
    assert (score.total, score.band) == (total, band)


def test_a_missing_item_gives_no_total_and_is_never_taken_as_0() -> None:
    world = build()
    plan = asked(world)
    with pytest.raises(Invalid) as refused:
        answered(world, plan, 0, 0, 0, 0, 0, 0, 0, 0)
    assert refused.value.pointer == "/answers/q9"
    assert not Score.objects.exists()


def test_the_optional_difficulty_question_does_not_count() -> None:
    world = build()
    assert answered(world, asked(world), 0, 0, 0, 0, 0, 0, 0, 0, 0, 3).total == 0


def test_the_version_of_the_definition_stands_with_the_answer() -> None:
    world = build()
    score = answered(world, asked(world), *[0] * 9)
    assert score.form_version == "1.0.0"
    assert score.response.form_version == "1.0.0"


def test_the_same_key_again_makes_no_second_score() -> None:
    world = build()
    plan, key = asked(world), uuid4()
    first, made = actions.complete_measure(
        world.actor("patient"), measure_id=plan.id, answers=answers(*[1] * 9), language="en", key=key
    )
    again, made_again = actions.complete_measure(
        world.actor("patient"), measure_id=plan.id, answers=answers(*[1] * 9), language="en", key=key
    )
    assert (made, made_again, again.id) == (True, False, first.id)
    with pytest.raises(KeyReused):
        actions.complete_measure(
            world.actor("patient"), measure_id=plan.id, answers=answers(*[2] * 9), language="en", key=key
        )


def test_a_half_filled_form_is_resumed_and_two_devices_do_not_overwrite_each_other() -> None:
    world = build()
    plan, patient = asked(world), world.actor("patient")
    first = actions.save_draft(patient, measure_id=plan.id, answers={"q1": 2}, language="en", version=None)
    actions.save_draft(
        patient, measure_id=plan.id, answers={"q1": 2, "q2": 1}, language="en", version=first.version
    )
    with pytest.raises(Stale):
        actions.save_draft(
            patient, measure_id=plan.id, answers={"q1": 0}, language="en", version=first.version
        )
    [measure] = selectors.measures(patient, patient_id=world.patient.id)
    assert (measure.answered, measure.items) == (2, 9)


def test_an_answer_that_is_no_option_is_refused() -> None:
    world = build()
    plan = asked(world)
    for bad in ({"q1": 4}, {"q99": 0}):
        with pytest.raises(Invalid):
            actions.save_draft(
                world.actor("patient"), measure_id=plan.id, answers=bad, language="en", version=None
            )


def test_only_the_patient_answers() -> None:
    world = build()
    plan = asked(world)
    for who in ("therapist", "lead", "neighbour", "relative", "administrator"):
        with pytest.raises(NotFound):
            actions.save_draft(
                world.actor(who), measure_id=plan.id, answers={"q1": 1}, language="en", version=None
            )


def test_a_measure_is_due_once_each_week() -> None:
    world = build()
    plan, patient = asked(world), world.actor("patient")
    [measure] = selectors.measures(patient, patient_id=world.patient.id)
    assert measure.due_since is not None
    answered(world, plan, *[0] * 9)
    [measure] = selectors.measures(patient, patient_id=world.patient.id)
    assert measure.due_since is None
    clock.set_fixed(clock.now() + timedelta(days=7))
    try:
        [measure] = selectors.measures(patient, patient_id=world.patient.id)
        assert measure.due_since is not None
    finally:
        clock.set_fixed(None)


def test_answers_are_sealed_in_the_table() -> None:
    world = build()
    answered(world, asked(world), *[3] * 9)
    [raw] = Response.objects.values_list("answers", flat=True)
    assert b"q9" not in bytes(raw)


def test_the_number_of_queries_does_not_grow_with_the_scores() -> None:
    world = build()
    plan, patient = asked(world), world.actor("patient")

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            selectors.measures(patient, patient_id=world.patient.id)
        return len(captured)

    answered(world, plan, *[0] * 9)
    one = count()
    for _ in range(4):
        answered(world, plan, *[1] * 9)
    assert count() == one


def test_today_offers_one_check_in_at_a_time_and_what_is_begun_first() -> None:
    world = build()
    phq, gad, patient = asked(world), asked(world, "gad-7"), world.actor("patient")
    [first] = of_patient(patient, world.patient.id)
    assert first.object_id == phq.id
    actions.save_draft(patient, measure_id=gad.id, answers={"q1": 1}, language="en", version=None)
    [begun] = of_patient(patient, world.patient.id)
    assert begun.object_id == gad.id
    answered(world, gad, *[0] * 7)
    answered(world, phq, *[0] * 9)
    assert of_patient(patient, world.patient.id) == []
    assert of_patient(world.actor("relative"), world.patient.id) == []
