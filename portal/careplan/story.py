"""The change story: private steps that the actions share, inside their transaction."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.careplan.models import CarePlan, Change, Goal
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.kernel.events import Event
from portal.outbox import publish
from portal.programs import selectors as programs

WORDS = ("clinical_problem", "clinical_goal", "clinical_objective", "title", "why", "problem", "objective")
LONGEST = 2000


def note(
    actor: Actor, verb: str, plan: CarePlan, *, what: str, why: str, goal: Goal | None = None,
    before: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Raises the plan's version and writes the line of the story that belongs to it."""
    plan.version += 1
    write_line(actor, plan, what=what, why=why, goal=goal, before=before)
    plan.updated_at = clock.now()
    plan.save(update_fields=["version", "updated_at"])
    record(actor, verb, plan, "goal" if goal else "plan", goal or plan)


def write_line(
    actor: Actor, plan: CarePlan, *, what: str, why: str, goal: Goal | None = None,
    before: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    Change.objects.create(
        patient_id=plan.patient_id, program_id=plan.program_id, plan=plan, goal=goal, number=plan.version,
        what=words("/what", what), why=words("/why_changed", why),
        before=json.dumps(before, default=str, ensure_ascii=False) if before is not None else None,
        by_name=_signature(actor, plan), by_account=actor.account_id, at=clock.now(),
    )  # fmt: skip


def _signature(actor: Actor, plan: CarePlan) -> str:
    if actor.account_id is None:
        return ""
    post = programs.posts_of(actor.account_id).filter(program_id=plan.program_id).first()
    return post.name if post else ""


def record(actor: Actor, verb: str, plan: CarePlan, kind: str, row: CarePlan | Goal) -> None:
    audit.record(
        actor, verb, object_type=kind, object_id=row.id, patient_id=plan.patient_id,
        program_id=plan.program_id,
    )  # fmt: skip


def tell(plan: CarePlan, event: Event) -> None:
    to = policy.who_can(Permission.CAREPLAN_READ, patient_id=plan.patient_id, program_id=plan.program_id)
    publish(event, recipients=to)


def words(pointer: str, value: str, *, blank: bool = False) -> str:
    """Text as a person wrote it, without the space around it. Raises Invalid."""
    text = value.strip()
    if not text and not blank:
        raise Invalid(pointer, "errors.field.blank")
    if len(text) > LONGEST:
        raise Invalid(pointer, "errors.field.max_length")
    return text


def copy_of(goal: Goal) -> dict[str, Any]:
    """The goal as it stands, for the story."""
    found: dict[str, Any] = {name: getattr(goal, name) for name in WORDS}
    found["target_on"] = _day(goal.target_on)
    found["state"] = goal.state
    found["version"] = goal.version
    found["interventions"] = [
        {"who": row.who, "text": row.text, "clinical": row.clinical, "when": row.when, "due_on": row.due_on}
        for row in goal.interventions.order_by("position", "id")
    ]
    return found


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
