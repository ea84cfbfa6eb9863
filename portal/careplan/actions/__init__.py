"""Changes of this domain, by subject: `plans`, `goals`, `ratings`."""

from portal.careplan.actions.goals import Step, add_goal, ask_for_change, change_goal, close_request
from portal.careplan.actions.plans import SignOf, change_plan, mark_seen, start_plan
from portal.careplan.actions.ratings import rate_goal, rate_goal_for_team

__all__ = [
    "SignOf",
    "Step",
    "add_goal",
    "ask_for_change",
    "change_goal",
    "change_plan",
    "close_request",
    "mark_seen",
    "rate_goal",
    "rate_goal_for_team",
    "start_plan",
]
