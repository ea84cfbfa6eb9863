"""The shapes of plans. The clinical wording is filled only for readers whom the selector allows it."""

from typing import Any

from rest_framework import serializers

from portal.careplan import logic, selectors
from portal.careplan.models import (
    GOAL_STATES,
    WHO,
    CarePlan,
    Change,
    ChangeRequest,
    Goal,
    Intervention,
    Rating,
)
from portal.kernel import clock
from portal.programs.logic import STEPS, week_number


class PlanStepSerializer(serializers.Serializer[Any]):
    """One level of care on the way: done, now or next."""

    level = serializers.ChoiceField(choices=STEPS)
    state = serializers.ChoiceField(choices=("done", "now", "next"))


class PlanSignSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    met = serializers.BooleanField()


class InterventionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    who = serializers.ChoiceField(choices=WHO)
    text = serializers.CharField()
    when = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)
    clinical = serializers.CharField(allow_null=True, help_text="For the team; else empty.")


class ClinicalGoalSerializer(serializers.Serializer[Any]):
    problem = serializers.CharField(allow_blank=True)
    goal = serializers.CharField(allow_blank=True)
    objective = serializers.CharField(allow_blank=True)


class WeekRatingSerializer(serializers.Serializer[Any]):
    """One week, counted from the plan's first. A side that has not rated is empty."""

    week = serializers.IntegerField()
    week_on = serializers.DateField()
    you = serializers.IntegerField(allow_null=True)
    team = serializers.IntegerField(allow_null=True)


class ChangeRequestSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    goal_id = serializers.UUIDField()
    text = serializers.CharField()
    at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class GoalSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    plan_id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    version = serializers.IntegerField()
    position = serializers.IntegerField()
    state = serializers.ChoiceField(choices=GOAL_STATES)
    title = serializers.CharField()
    why = serializers.CharField(allow_blank=True)
    problem = serializers.CharField(allow_blank=True)
    objective = serializers.CharField(allow_blank=True)
    target_on = serializers.DateField(allow_null=True)
    interventions = InterventionSerializer(many=True)
    ratings = WeekRatingSerializer(many=True)
    apart = serializers.BooleanField(help_text="The newest ratings of both sides differ by three or more.")
    asks = ChangeRequestSerializer(many=True)
    clinical = ClinicalGoalSerializer(allow_null=True, help_text="For the team; else empty.")


class PersonSerializer(serializers.Serializer[Any]):
    staff_id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.CharField()


class ChangeSerializer(serializers.Serializer[Any]):
    """One line of the change story. `before` is for the team: the goal or plan as it stood."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    goal_id = serializers.UUIDField(allow_null=True)
    what = serializers.CharField()
    why = serializers.CharField()
    by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class NextStepSerializer(serializers.Serializer[Any]):
    level = serializers.ChoiceField(choices=STEPS, allow_null=True)
    around = serializers.DateField(allow_null=True)
    signs = PlanSignSerializer(many=True)
    signs_met = serializers.IntegerField()


class ReviewSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(allow_null=True)
    people = PersonSerializer(many=True)


class PlanSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    version = serializers.IntegerField()
    started_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    steps = PlanStepSerializer(many=True)
    next_step = NextStepSerializer()
    review = ReviewSerializer()
    goals = GoalSerializer(many=True)
    seen_version = serializers.IntegerField()
    seen_at = serializers.DateTimeField(allow_null=True)
    unseen = ChangeSerializer(many=True, help_text="The story since the patient last looked.")


class PlanAnswerSerializer(serializers.Serializer[Any]):
    """`plan` is empty where none has been started; the steps are there all the same."""

    patient_id = serializers.UUIDField()
    steps = PlanStepSerializer(many=True)
    plan = PlanSerializer(allow_null=True)


class SummaryStepSerializer(serializers.Serializer[Any]):
    who = serializers.ChoiceField(choices=WHO)
    text = serializers.CharField()
    when = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)


class SummaryGoalSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    target_on = serializers.DateField(allow_null=True)
    steps = SummaryStepSerializer(many=True)


class PlanSummarySerializer(serializers.Serializer[Any]):
    """What a relative may read: the patient's wording and the days."""

    patient_id = serializers.UUIDField()
    updated_at = serializers.DateTimeField(allow_null=True)
    next_around = serializers.DateField(allow_null=True)
    review_at = serializers.DateTimeField(allow_null=True)
    goals = SummaryGoalSerializer(many=True)


class GoalFrameSerializer(serializers.Serializer[Any]):
    """`version` and `updated_at` are the plan's."""

    plan_id = serializers.UUIDField()
    version = serializers.IntegerField()
    updated_at = serializers.DateTimeField()
    goal = GoalSerializer()


class PlanFrameSerializer(serializers.Serializer[Any]):
    plan_id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    version = serializers.IntegerField()
    seen_version = serializers.IntegerField()


def shape_intervention(row: Intervention, *, clinical: bool) -> dict[str, Any]:
    return {
        "id": row.id,
        "who": row.who,
        "text": row.text,
        "when": row.when,
        "due_on": row.due_on,
        "clinical": row.clinical if clinical else None,
    }


def shape_ratings(rows: list[Rating], goal: Goal) -> list[dict[str, Any]]:
    """One entry a week, from both sides; weeks without any rating are left out."""
    program = goal.plan.patient.program
    since = clock.local(goal.plan.started_at, program.timezone).date()
    starts_on = program.week_starts_on
    weeks: dict[Any, dict[str, Any]] = {}
    for row in rows:
        number = week_number(row.week_on, since=since, starts_on=starts_on)
        entry = weeks.setdefault(
            row.week_on, {"week": number, "week_on": row.week_on, "you": None, "team": None}
        )
        entry["you" if row.by == "self" else "team"] = row.value
    return [weeks[week_on] for week_on in sorted(weeks)]


def _newest(ratings: list[dict[str, Any]], who: str) -> int | None:
    found = [entry[who] for entry in ratings if entry[who] is not None]
    return found[-1] if found else None


def shape_request(row: ChangeRequest) -> dict[str, Any]:
    return {
        "id": row.id,
        "goal_id": row.goal_id,
        "text": row.text,
        "at": row.at,
        "answered_at": row.answered_at,
    }


def shape_goal(goal: Goal, *, clinical: bool) -> dict[str, Any]:
    ratings = shape_ratings(list(goal.ratings.all()), goal)
    return {
        "id": goal.id,
        "plan_id": goal.plan_id,
        "patient_id": goal.patient_id,
        "version": goal.version,
        "position": goal.position,
        "state": goal.state,
        "title": goal.title,
        "why": goal.why,
        "problem": goal.problem,
        "objective": goal.objective,
        "target_on": goal.target_on,
        "interventions": [shape_intervention(row, clinical=clinical) for row in goal.interventions.all()],
        "ratings": ratings,
        "apart": logic.apart(_newest(ratings, "you"), _newest(ratings, "team")),
        "asks": [shape_request(row) for row in goal.asks.all() if row.answered_at is None],
        "clinical": {
            "problem": goal.clinical_problem,
            "goal": goal.clinical_goal,
            "objective": goal.clinical_objective,
        }
        if clinical
        else None,
    }


def shape_change(row: Change) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "goal_id": row.goal_id,
        "what": row.what,
        "why": row.why,
        "by": row.by_name,
        "at": row.at,
    }


def shape_steps(found: selectors.View) -> list[dict[str, str]]:
    """The whole way down in order; the level of the open enrolment is now, those before it are done."""
    open_one = next((row for row in found.steps if row.ends_on is None), None)
    if open_one is None:
        return []
    at = STEPS.index(open_one.level)
    return [
        {"level": level, "state": "done" if n < at else "now" if n == at else "next"}
        for n, level in enumerate(STEPS)
        if level in _shown(found, at)
    ]


def _shown(found: selectors.View, at: int) -> set[str]:
    """Levels that the person had or has before them; four days only where it was theirs."""
    had = {row.level for row in found.steps}
    usual = {level for level in STEPS if level not in {"iop4", "php"}}
    return had | {level for level in usual if STEPS.index(level) >= at} | (usual if "php" in had else set())


def shape_plan(found: selectors.View) -> dict[str, Any] | None:
    plan = found.plan
    if plan is None:
        return None
    met, _ = logic.signs_met(row.met for row in found.signs)
    return {
        "id": plan.id,
        "patient_id": plan.patient_id,
        "version": plan.version,
        "started_at": plan.started_at,
        "updated_at": plan.updated_at,
        "steps": shape_steps(found),
        "next_step": {
            "level": plan.next_level or None,
            "around": plan.next_around,
            "signs": [{"id": row.id, "text": row.text, "met": row.met} for row in found.signs],
            "signs_met": met,
        },
        "review": {
            "at": plan.review_at,
            "people": [{"staff_id": row.id, "name": row.name, "role": row.role} for row in found.review_with],
        },
        "goals": [shape_goal(goal, clinical=found.clinical) for goal in found.goals],
        "seen_version": plan.seen_version,
        "seen_at": plan.seen_at,
        "unseen": [shape_change(row) for row in found.unseen],
    }


def shape_answer(found: selectors.View) -> dict[str, Any]:
    return {
        "patient_id": found.patient.id,
        "steps": shape_steps(found),
        "plan": shape_plan(found),
    }


def shape_summary(found: selectors.View) -> dict[str, Any]:
    plan = found.plan
    return {
        "patient_id": found.patient.id,
        "updated_at": plan.updated_at if plan else None,
        "next_around": plan.next_around if plan else None,
        "review_at": plan.review_at if plan else None,
        "goals": [
            {
                "id": goal.id,
                "title": goal.title,
                "target_on": goal.target_on,
                "steps": [
                    {"who": row.who, "text": row.text, "when": row.when, "due_on": row.due_on}
                    for row in goal.interventions.all()
                ],
            }
            for goal in found.goals
        ],
    }


def shape_goal_frame(goal: Goal, *, clinical: bool) -> dict[str, Any]:
    return {
        "plan_id": goal.plan_id,
        "version": goal.plan.version,
        "updated_at": goal.plan.updated_at,
        "goal": shape_goal(goal, clinical=clinical),
    }


def shape_plan_frame(plan: CarePlan) -> dict[str, Any]:
    return {
        "plan_id": plan.id,
        "patient_id": plan.patient_id,
        "version": plan.version,
        "seen_version": plan.seen_version,
    }
