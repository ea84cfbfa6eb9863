"""What comes down of plans, rendered with the rights of the moment: the open page changes at once."""

from typing import Any
from uuid import UUID

from api.careplan import serializers as s
from api.realtime.registry import frame
from portal.careplan import selectors
from portal.kernel.actor import Actor
from portal.outbox import Item


@frame("careplan.goal_changed", s.GoalFrameSerializer)
def goal_changed(actor: Actor, item: Item) -> dict[str, Any]:
    return _goal(actor, item.object_id)


@frame("careplan.goal_rated", s.GoalFrameSerializer)
def goal_rated(actor: Actor, item: Item) -> dict[str, Any]:
    return _goal(actor, item.object_id)


@frame("careplan.change_asked", s.ChangeRequestSerializer)
def change_asked(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_request(selectors.request(actor, request_id=item.object_id))


@frame("careplan.plan_changed", s.PlanFrameSerializer)
def plan_changed(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_plan_frame(selectors.plan_row(actor, plan_id=item.object_id))


@frame("careplan.changes_seen", s.PlanFrameSerializer)
def changes_seen(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_plan_frame(selectors.plan_row(actor, plan_id=item.object_id))


def _goal(actor: Actor, goal_id: UUID) -> dict[str, Any]:
    goal, clinical = selectors.goal(actor, goal_id=goal_id)
    return s.shape_goal_frame(goal, clinical=clinical)
