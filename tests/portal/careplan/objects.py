"""A plan for the first patient of the cast, made by the team."""

from typing import Any
from uuid import uuid4

from portal.careplan import actions
from portal.careplan.models import CarePlan, ChangeRequest, Goal
from tests.world import World

SECRET = "Avoidance of leaving home; depressed mood"


def plan(world: World, who: str = "therapist") -> CarePlan:
    made, _ = actions.start_plan(
        world.actor(who), patient_id=world.patient.id, next_level="iop2",
        signs=[actions.SignOf("Out of the house on five days", True), actions.SignOf("Sleep is better")],
    )  # fmt: skip
    return made


def goal(world: World, **fields: Any) -> Goal:
    """A goal of the first patient; starts the plan where there is none."""
    if not CarePlan.objects.filter(patient=world.patient).exists():
        plan(world)
    given: dict[str, Any] = {
        "title": "Leave the house most days", "why": "So I can pick Jonah up from school.",
        "clinical_problem": SECRET, "clinical_goal": "Resume daily activity",
        "clinical_objective": "Leaves home on 5 of 7 days",
    }  # fmt: skip
    steps = [
        actions.Step("patient", "One short walk a day.", "every day", "Behavioural activation"),
        actions.Step("team", "Ana plans the next step with me.", "on Tuesdays"),
    ]
    made, _ = actions.add_goal(
        world.actor("therapist"), patient_id=world.patient.id, steps=steps, **(given | fields)
    )
    return made


def ask(world: World, text: str = "Can we try mornings?") -> ChangeRequest:
    row, _ = actions.ask_for_change(world.actor("patient"), goal_id=goal(world).id, asked=text, key=uuid4())
    return row
