"""How a goal goes, from both sides, once a week."""

from typing import Literal
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.careplan import story
from portal.careplan.events import GoalRated
from portal.careplan.models import Goal, Rating
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, Refused
from portal.kernel.transaction import action
from portal.programs.logic import week_of


@action
def rate_goal(actor: Actor, *, goal_id: UUID, value: int) -> Rating:
    """The patient's own 0 to 10 for this week of the program; again in the same week replaces it.

    Allowed: the patient. Publishes GoalRated. Raises Invalid, Refused (the goal is closed), NotFound.
    """
    return _rate(actor, Permission.CAREPLAN_RATE, goal_id, "self", value)


@action
def rate_goal_for_team(actor: Actor, *, goal_id: UUID, value: int) -> Rating:
    """The team's 0 to 10 for this week. Allowed: the care team, the lead. Else as `rate_goal`."""
    return _rate(actor, Permission.CAREPLAN_CHANGE, goal_id, "team", value)


def _rate(
    actor: Actor, permission: Permission, goal_id: UUID, by: Literal["self", "team"], value: int
) -> Rating:
    rows = Goal.objects.select_related("plan__patient__program")
    goal = policy.one(actor, permission, rows, lock=True, id=goal_id)
    if not 0 <= value <= 10:
        raise Invalid("/value", "careplan.zero_to_ten")
    if goal.state != "active" or goal.plan.ended_at is not None:
        raise Refused("careplan.goal_closed")
    program = goal.plan.patient.program
    week_on = week_of(clock.local(clock.now(), program.timezone).date(), program.week_starts_on)
    rating, _ = Rating.objects.update_or_create(
        goal=goal, by=by, week_on=week_on,
        defaults={"value": value, "rated_by": actor.account_id, "at": clock.now()},
        create_defaults={
            "value": value, "rated_by": actor.account_id, "at": clock.now(),
            "patient_id": goal.patient_id, "program_id": goal.program_id,
        },
    )  # fmt: skip
    story.record(actor, "careplan.rate_goal", goal.plan, "goal", goal)
    story.tell(
        goal.plan,
        GoalRated(
            object_id=goal.id, patient_id=goal.patient_id, program_id=goal.program_id, plan_id=goal.plan_id,
            by_team=by == "team",
        ),
    )  # fmt: skip
    return rating
