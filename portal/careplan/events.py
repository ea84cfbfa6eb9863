"""What happened to a plan."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanChanged(Event):
    """Started, or its next step, signs or review changed. `object_id` is the plan."""

    kind: ClassVar[str] = "careplan.plan_changed"


@dataclass(frozen=True, kw_only=True)
class GoalChanged(Event):
    """Added or changed by the team. `object_id` is the goal."""

    kind: ClassVar[str] = "careplan.goal_changed"
    plan_id: UUID


@dataclass(frozen=True, kw_only=True)
class GoalRated(Event):
    """`object_id` is the goal."""

    kind: ClassVar[str] = "careplan.goal_rated"
    plan_id: UUID
    by_team: bool


@dataclass(frozen=True, kw_only=True)
class ChangeAsked(Event):
    """`object_id` is the request."""

    kind: ClassVar[str] = "careplan.change_asked"
    goal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ChangesSeen(Event):
    """The patient has looked at the plan as it stands. `object_id` is the plan."""

    kind: ClassVar[str] = "careplan.changes_seen"
