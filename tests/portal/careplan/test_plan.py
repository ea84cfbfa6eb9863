"""Plans: two wordings, no silent change, ratings of both sides, asks, and who sees what."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.access import grants
from portal.access.matrix import Basis, Scope
from portal.careplan import actions, logic, selectors
from portal.careplan.models import CarePlan, Change, ChangeRequest, Goal, Rating
from portal.kernel import clock
from portal.kernel.errors import Conflict, Invalid, KeyReused, NotFound, Refused, Stale
from portal.outbox.models import Item, StoredEvent
from tests.portal.careplan.objects import SECRET, ask, goal, plan
from tests.world import World, build

pytestmark = pytest.mark.django_db
OUTSIDE = ("neighbour", "stranger", "off_team", "removed", "other_therapist", "relative", "administrator")


@pytest.fixture
def world() -> World:
    return build()


def test_one_open_plan_for_a_patient_and_one_for_a_repeated_request(world: World) -> None:
    key = uuid4()
    actor = world.actor("therapist")
    first, made = actions.start_plan(actor, patient_id=world.patient.id, key=key)
    again, made_again = actions.start_plan(actor, patient_id=world.patient.id, key=key)
    assert (first.id, made, made_again) == (again.id, True, False)
    with pytest.raises(Conflict):
        actions.start_plan(actor, patient_id=world.patient.id, key=uuid4())


@pytest.mark.parametrize("who", ["patient", *OUTSIDE])
def test_only_the_team_and_the_lead_start_and_change_plans(world: World, who: str) -> None:
    with pytest.raises(NotFound):
        actions.start_plan(world.actor(who), patient_id=world.patient.id)
    row = goal(world)
    with pytest.raises(NotFound):
        actions.change_goal(
            world.actor(who), goal_id=row.id, version=1, why_changed="x", changes={"title": "Other"}
        )
    row.refresh_from_db()
    assert row.title == "Leave the house most days"


@pytest.mark.feature("P1.b")
def test_the_clinical_wording_goes_to_the_team_alone(world: World) -> None:
    row = goal(world)
    sees = {
        who: selectors.plan(world.actor(who), patient_id=world.patient.id).clinical
        for who in ("patient", "therapist", "lead")
    }
    assert sees == {"patient": False, "therapist": True, "lead": True}
    assert selectors.goal(world.actor("patient"), goal_id=row.id)[1] is False
    for who in OUTSIDE:
        with pytest.raises(NotFound):
            selectors.plan(world.actor(who), patient_id=world.patient.id)


def test_what_people_wrote_is_sealed_in_the_database(world: World) -> None:
    goal(world)
    ask(world, "A private wish")
    with connection.cursor() as cursor:
        for table in ("careplan_goal", "careplan_intervention", "careplan_changerequest", "careplan_change"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            stored = str(cursor.fetchall())
            assert "house" not in stored and "private" not in stored and SECRET not in stored


@pytest.mark.feature("P3.b", "P3.c")
def test_a_change_is_told_with_its_reason_and_what_stood_before_is_kept(world: World) -> None:
    row = goal(world)
    before = CarePlan.objects.get(patient=world.patient).version
    changed = actions.change_goal(
        world.actor("therapist"), goal_id=row.id, version=1, what="The walk is longer now.",
        why_changed="Short walks went well.", changes={"title": "Leave the house every day"},
        steps=[actions.Step("patient", "A walk of 20 minutes.")],
    )  # fmt: skip
    assert (changed.title, changed.version) == ("Leave the house every day", 2)
    line = selectors.story(world.actor("patient"), patient_id=world.patient.id)[0]
    assert (line.what, line.why, line.by_name) == (
        "The walk is longer now.", "Short walks went well.", "Therapist",
    )  # fmt: skip
    assert line.number == before + 1
    kept = json.loads(line.before)
    assert (kept["title"], kept["interventions"][0]["text"]) == (
        "Leave the house most days", "One short walk a day.",
    )  # fmt: skip


@pytest.mark.feature("P3.c")
def test_an_older_copy_changes_nothing(world: World) -> None:
    row = goal(world)
    give: dict[str, Any] = {
        "goal_id": row.id,
        "version": 1,
        "why_changed": "Together",
        "changes": {"title": "First"},
    }
    actions.change_goal(world.actor("therapist"), **give)
    with pytest.raises(Stale):
        actions.change_goal(world.actor("lead"), **(give | {"changes": {"title": "Second"}}))
    row.refresh_from_db()
    assert row.title == "First"
    assert Change.objects.filter(goal=row).count() == 2
    with pytest.raises(Stale):
        actions.change_plan(
            world.actor("lead"), patient_id=world.patient.id, version=1, what="x", why="y", next_level="",
            next_around=None, signs=[], review_at=None, review_with=[],
        )  # fmt: skip


def test_a_change_without_a_reason_or_with_an_unknown_field_is_refused(world: World) -> None:
    row = goal(world)
    actor = world.actor("therapist")
    for changes, why, pointer in (
        ({"title": "New"}, "  ", "/why_changed"), ({"title": " "}, "Why", "/title"),
        ({"colour": "red"}, "Why", "/colour"), ({"state": "lost"}, "Why", "/state"),
        ({"why": "x" * 2001}, "Why", "/why"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            actions.change_goal(actor, goal_id=row.id, version=1, why_changed=why, changes=changes)
        assert refused.value.pointer == pointer
    row.refresh_from_db()
    assert row.version == 1


def test_the_patients_open_page_and_the_team_are_told_of_a_changed_goal(world: World) -> None:
    row = goal(world)
    actions.change_goal(
        world.actor("therapist"), goal_id=row.id, version=1, why_changed="Together", changes={"title": "New"}
    )
    event = StoredEvent.objects.filter(kind="careplan.goal_changed", object_id=row.id).latest("id")
    told = set(Item.objects.filter(event=event).values_list("recipient", flat=True))
    assert told == {world.people[who].id for who in ("patient", "therapist", "lead")}
    assert "New" not in json.dumps(event.data)


@pytest.mark.feature("P2.a")
def test_a_rating_counts_once_a_week_and_again_replaces_it(world: World) -> None:
    row = goal(world)
    actions.rate_goal(world.actor("patient"), goal_id=row.id, value=3)
    actions.rate_goal(world.actor("patient"), goal_id=row.id, value=5)
    actions.rate_goal_for_team(world.actor("therapist"), goal_id=row.id, value=4)
    clock.set_fixed(clock.now() + timedelta(days=7))
    try:
        actions.rate_goal(world.actor("patient"), goal_id=row.id, value=10)
    finally:
        clock.set_fixed(None)
    found = Rating.objects.filter(goal=row).order_by("week_on", "by").values_list("by", "value")
    assert list(found) == [("self", 5), ("team", 4), ("self", 10)]


def test_each_side_rates_for_itself_from_zero_to_ten(world: World) -> None:
    row = goal(world)
    for who in ("therapist", "lead", *OUTSIDE):
        with pytest.raises(NotFound):
            actions.rate_goal(world.actor(who), goal_id=row.id, value=5)
    for who in ("patient", *OUTSIDE):
        with pytest.raises(NotFound):
            actions.rate_goal_for_team(world.actor(who), goal_id=row.id, value=5)
    for value in (-1, 11):
        with pytest.raises(Invalid):
            actions.rate_goal(world.actor("patient"), goal_id=row.id, value=value)
    actions.change_goal(
        world.actor("therapist"), goal_id=row.id, version=1, why_changed="Done", changes={"state": "reached"}
    )
    with pytest.raises(Refused):
        actions.rate_goal(world.actor("patient"), goal_id=row.id, value=5)


@pytest.mark.parametrize(
    ("own", "team", "apart"), [(2, 5, True), (8, 5, True), (3, 5, False), (None, 5, False), (0, None, False)]
)
def test_both_sides_are_apart_from_three_points_on(own: int | None, team: int | None, apart: bool) -> None:
    assert logic.apart(own, team) is apart


@pytest.mark.feature("P5.a")
def test_a_patient_asks_for_a_change_of_one_goal_once_a_key(world: World) -> None:
    row, key = goal(world), uuid4()
    actor = world.actor("patient")
    first, made = actions.ask_for_change(actor, goal_id=row.id, asked=" Mornings? ", key=key)
    again, made_again = actions.ask_for_change(actor, goal_id=row.id, asked=" Mornings? ", key=key)
    assert (first.id, made, made_again, first.text) == (again.id, True, False, "Mornings?")
    with pytest.raises(KeyReused):
        actions.ask_for_change(actor, goal_id=row.id, asked="Evenings?", key=key)
    for who in ("therapist", "lead", *OUTSIDE):
        with pytest.raises(NotFound):
            actions.ask_for_change(world.actor(who), goal_id=row.id, asked="x", key=uuid4())
    event = StoredEvent.objects.get(kind="careplan.change_asked")
    assert Item.objects.filter(event=event, recipient=world.people["therapist"].id).exists()


def test_many_open_asks_on_one_goal_become_a_talk_and_closing_makes_room(world: World) -> None:
    row = goal(world)
    actor = world.actor("patient")
    for _ in range(5):
        actions.ask_for_change(actor, goal_id=row.id, asked="Again", key=uuid4())
    with pytest.raises(Conflict):
        actions.ask_for_change(actor, goal_id=row.id, asked="Again", key=uuid4())
    first = ChangeRequest.objects.order_by("at")[0]
    with pytest.raises(NotFound):
        actions.close_request(actor, request_id=first.id)
    actions.close_request(world.actor("therapist"), request_id=first.id)
    with pytest.raises(Refused):
        actions.close_request(world.actor("lead"), request_id=first.id)
    assert actions.ask_for_change(actor, goal_id=row.id, asked="Again", key=uuid4())


@pytest.mark.feature("P3.b", "P3.d")
def test_the_story_since_the_last_look_empties_and_the_team_sees_that_it_was_read(world: World) -> None:
    goal(world)
    found = selectors.plan(world.actor("patient"), patient_id=world.patient.id)
    assert found.plan is not None
    assert [line.number for line in found.unseen] == [1, 2]
    actions.mark_seen(world.actor("patient"), patient_id=world.patient.id, version=found.plan.version)
    seen = selectors.plan(world.actor("therapist"), patient_id=world.patient.id)
    assert seen.plan is not None
    assert (seen.unseen, seen.plan.seen_version) == ([], 2)
    assert seen.plan.seen_at is not None
    actions.mark_seen(world.actor("patient"), patient_id=world.patient.id, version=1)
    assert CarePlan.objects.get(patient=world.patient).seen_version == 2
    with pytest.raises(NotFound):
        actions.mark_seen(world.actor("therapist"), patient_id=world.patient.id, version=2)


@pytest.mark.feature("P6.b")
def test_next_step_signs_and_review_change_together(world: World) -> None:
    made = plan(world)
    day = clock.now().date() + timedelta(days=12)
    changed = actions.change_plan(
        world.actor("lead"), patient_id=world.patient.id, version=made.version, what="A day for two days.",
        why="Two signs are there.", next_level="iop2", next_around=day,
        signs=[actions.SignOf("Out five days", True), actions.SignOf("Sleep", True)],
        review_at=clock.now(), review_with=[world.staff["therapist"].id],
    )  # fmt: skip
    found = selectors.plan(world.actor("patient"), patient_id=world.patient.id)
    assert (changed.next_around, [sign.met for sign in found.signs]) == (day, [True, True])
    assert [post.name for post in found.review_with] == ["Therapist"]
    with pytest.raises(Invalid):
        actions.change_plan(
            world.actor("lead"), patient_id=world.patient.id, version=changed.version, what="x", why="y",
            next_level="", next_around=None, signs=[], review_at=None,
            review_with=[world.staff["other_therapist"].id],
        )  # fmt: skip


def test_a_relative_with_the_plan_scope_gets_the_summary_and_nothing_else(world: World) -> None:
    goal(world)
    account_id = world.people["relative"].id
    with pytest.raises(NotFound):
        selectors.summary(world.actor("relative"), patient_id=world.patient.id)
    with transaction.atomic():
        grants.end(account_id=account_id, basis=Basis.FAMILY, patient_id=world.patient.id)
        grants.give(
            account_id=account_id, basis=Basis.FAMILY, patient_id=world.patient.id, scopes=[Scope.PLAN]
        )
    found = selectors.summary(world.actor("relative"), patient_id=world.patient.id)
    assert [row.title for row in found.goals] == ["Leave the house most days"]
    assert (found.clinical, found.signs, found.unseen) == (False, [], [])
    for read in (selectors.plan, selectors.story):
        with pytest.raises(NotFound):
            read(world.actor("relative"), patient_id=world.patient.id)


def test_reading_a_plan_costs_the_same_for_one_goal_and_for_five(world: World) -> None:
    row = goal(world)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            selectors.plan(world.actor("patient"), patient_id=world.patient.id)
        return len(queries)

    few = cost()
    for _ in range(4):
        goal(world)
        actions.rate_goal(world.actor("patient"), goal_id=row.id, value=5)
    assert Goal.objects.count() == 5
    assert cost() == few
