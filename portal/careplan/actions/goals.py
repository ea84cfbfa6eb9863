"""Adding and changing goals, and the patient's asks for a change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.careplan import selectors, story
from portal.careplan.events import ChangeAsked, GoalChanged
from portal.careplan.models import GOAL_STATES, WHO, CarePlan, ChangeRequest, Goal, Intervention
from portal.kernel import clock, idempotency, text
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound, Refused, Stale
from portal.kernel.transaction import action

_NEEDED = ("title", "clinical_goal")
# More open asks than this on one goal are a talk, not a form.
MOST_ASKS = 5


@dataclass(frozen=True)
class Step:
    """Who does what by when. `text` and `when` are the patient's wording, `clinical` the team's."""

    who: str
    text: str
    when: str = ""
    clinical: str = ""
    due_on: date | None = None


@action
def add_goal(
    actor: Actor,
    *,
    patient_id: UUID,
    title: str,
    clinical_goal: str,
    key: UUID | None = None,
    why: str = "",
    problem: str = "",
    objective: str = "",
    clinical_problem: str = "",
    clinical_objective: str = "",
    target_on: date | None = None,
    steps: Sequence[Step] = (),
    what: str = "",
    why_changed: str = "",
) -> tuple[Goal, bool]:
    """A new goal at the end of the open plan. Allowed: the care team, the lead.

    `what` and `why_changed` are the story that the patient reads; a plain sentence stands in for an empty
    one. The second value tells whether this call made it. Publishes GoalChanged. Raises Invalid, NotFound.
    """
    plan = selectors.locked(actor, Permission.CAREPLAN_CHANGE, patient_id=patient_id)
    body = {"add_goal": patient_id, "title": title, "clinical_goal": clinical_goal, "why": why}
    used = idempotency.use(actor, key=key, body=body) if key else None
    if used and used.object_id:
        return Goal.objects.get(id=used.object_id, plan=plan), False
    given = {
        "title": title, "clinical_goal": clinical_goal, "why": why, "problem": problem,
        "objective": objective, "clinical_problem": clinical_problem,
        "clinical_objective": clinical_objective,
    }  # fmt: skip
    checked = {name: story.words(f"/{name}", given[name], blank=name not in _NEEDED) for name in given}
    goal = Goal.objects.create(
        patient_id=plan.patient_id, program_id=plan.program_id, plan=plan, position=plan.goals.count(),
        target_on=target_on, **checked,
    )  # fmt: skip
    _write_steps(goal, steps)
    language = plan.patient.language
    story.note(
        actor, "careplan.add_goal", plan, goal=goal,
        what=what or text.t("careplan.story_goal_added", language, title=checked["title"]),
        why=why_changed or text.t("careplan.story_goal_added_why", language),
    )  # fmt: skip
    if used:
        used.made(goal.id)
    _tell(plan, goal)
    return goal, True


@action
def change_goal(
    actor: Actor,
    *,
    goal_id: UUID,
    version: int,
    why_changed: str,
    what: str = "",
    changes: Mapping[str, Any],
    steps: Sequence[Step] | None = None,
) -> Goal:
    """Changes wording, day, state or steps of one goal. Allowed: the care team, the lead.

    `version` is the goal's that the writer saw: Stale when somebody was faster, and nothing is changed.
    `why_changed` is for the patient to read; `steps`, where given, replaces all. What stood before is kept
    in the story. Publishes GoalChanged: the patient's open page shows it. Raises Stale, Invalid, NotFound.
    """
    plan = _plan_of(actor, Permission.CAREPLAN_CHANGE, goal_id)
    goal = Goal.objects.select_for_update().get(id=goal_id)
    if goal.version != version:
        raise Stale
    before = story.copy_of(goal)
    for name, value in changes.items():
        _apply(goal, name, value)
    if steps is not None:
        goal.interventions.all().delete()
        _write_steps(goal, steps)
    goal.version += 1
    goal.save()
    said = what.strip() or text.t("careplan.story_goal_changed", plan.patient.language, title=goal.title)
    story.note(actor, "careplan.change_goal", plan, goal=goal, what=said, why=why_changed, before=before)
    _tell(plan, goal)
    return goal


def _apply(goal: Goal, name: str, value: Any) -> None:
    if name in story.WORDS:
        setattr(goal, name, story.words(f"/{name}", value, blank=name not in _NEEDED))
    elif name == "target_on":
        goal.target_on = value
    elif name == "state" and value in GOAL_STATES:
        goal.state = value
    else:
        raise Invalid(
            f"/{name}", "errors.field.invalid_choice" if name == "state" else "errors.unknown_field"
        )


@action
def ask_for_change(actor: Actor, *, goal_id: UUID, asked: str, key: UUID) -> tuple[ChangeRequest, bool]:
    """A patient asks the team to change one goal, in their own words. Allowed: the patient.

    Publishes ChangeAsked. Raises Invalid, Conflict (many asks are open), NotFound.
    """
    plan = _plan_of(actor, Permission.CAREPLAN_ASK, goal_id)
    used = idempotency.use(actor, key=key, body={"goal": goal_id, "asked": asked})
    if used.object_id:
        return ChangeRequest.objects.get(id=used.object_id, goal_id=goal_id), False
    if ChangeRequest.objects.filter(goal_id=goal_id, answered_at=None).count() >= MOST_ASKS:
        raise Conflict("careplan.many_asks")
    row = ChangeRequest.objects.create(
        patient_id=plan.patient_id, program_id=plan.program_id, goal_id=goal_id,
        text=story.words("/text", asked), at=clock.now(),
    )  # fmt: skip
    used.made(row.id)
    story.record(actor, "careplan.ask_for_change", plan, "plan", plan)
    story.tell(
        plan,
        ChangeAsked(
            object_id=row.id, patient_id=plan.patient_id, program_id=plan.program_id, goal_id=goal_id
        ),
    )
    return row, True


@action
def close_request(actor: Actor, *, request_id: UUID) -> ChangeRequest:
    """The team has talked about an ask or acted on it. Allowed: the care team, the lead.

    Publishes GoalChanged. Raises Refused where it was closed before, NotFound.
    """
    rows = ChangeRequest.objects.all()
    row = policy.one(actor, Permission.CAREPLAN_CHANGE, rows, lock=True, id=request_id)
    if row.answered_at is not None:
        raise Refused("careplan.already_closed")
    row.answered_at = clock.now()
    row.save(update_fields=["answered_at"])
    plan = CarePlan.objects.get(goals=row.goal_id)
    story.record(actor, "careplan.close_request", plan, "plan", plan)
    _tell(plan, row.goal)
    return row


def _plan_of(actor: Actor, permission: Permission, goal_id: UUID) -> CarePlan:
    """The open plan of a goal, locked: goals of one plan change one after the other."""
    rule = policy.patients_for(actor, permission)  # first: a real id costs a stranger no query more
    goals = Goal.objects.filter(rule, id=goal_id, plan__ended_at=None)
    found = goals.values_list("patient_id", flat=True).first()
    if found is None:
        raise NotFound
    return selectors.locked(actor, permission, patient_id=found)


def _write_steps(goal: Goal, steps: Sequence[Step]) -> None:
    for position, step in enumerate(steps):
        if step.who not in WHO:
            raise Invalid(f"/steps/{position}/who", "errors.field.invalid_choice")
        Intervention.objects.create(
            patient_id=goal.patient_id, program_id=goal.program_id, goal=goal, position=position,
            who=step.who, text=story.words(f"/steps/{position}/text", step.text),
            clinical=story.words(f"/steps/{position}/clinical", step.clinical, blank=True),
            when=story.words(f"/steps/{position}/when", step.when, blank=True), due_on=step.due_on,
        )  # fmt: skip


def _tell(plan: CarePlan, goal: Goal) -> None:
    story.tell(
        plan,
        GoalChanged(
            object_id=goal.id, patient_id=plan.patient_id, program_id=plan.program_id, plan_id=plan.id
        ),
    )
