"""Starting a plan, its next step and review, and that the patient has looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.matrix import Permission
from portal.careplan import selectors, story
from portal.careplan.events import ChangesSeen, PlanChanged
from portal.careplan.models import CarePlan, Sign
from portal.kernel import clock, idempotency, text
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, Stale
from portal.kernel.transaction import action
from portal.programs import selectors as programs
from portal.programs.models import LEVELS, Patient, Staff


@dataclass(frozen=True)
class SignOf:
    """One sign of the next step, in the patient's words, and whether it is there."""

    text: str
    met: bool = False


@action
def start_plan(
    actor: Actor,
    *,
    patient_id: UUID,
    key: UUID | None = None,
    what: str = "",
    why: str = "",
    next_level: str = "",
    next_around: date | None = None,
    signs: Sequence[SignOf] = (),
    review_at: datetime | None = None,
    review_with: Sequence[UUID] = (),
) -> tuple[CarePlan, bool]:
    """Opens a patient's plan, still without goals. Allowed: the care team, the lead.

    `key` makes a repeated request one plan; the second value tells whether this call made it. Publishes
    PlanChanged. Raises Conflict where a plan is open, Invalid, NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CAREPLAN_CHANGE, lock=True)
    used = idempotency.use(actor, key=key, body={"start_plan": patient_id}) if key else None
    if used and used.object_id:
        return CarePlan.objects.get(id=used.object_id, patient=patient), False
    if CarePlan.objects.filter(patient=patient, ended_at=None).exists():
        raise Conflict("careplan.already_open")
    now = clock.now()
    plan = CarePlan.objects.create(
        patient=patient, program_id=patient.program_id, started_at=now, updated_at=now
    )
    _set(plan, patient, next_level, next_around, review_at, review_with)
    plan.save()
    _write_signs(plan, signs)
    language = patient.language
    story.write_line(
        actor, plan, what=what or text.t("careplan.story_first", language),
        why=why or text.t("careplan.story_first_why", language),
    )  # fmt: skip
    story.record(actor, "careplan.start_plan", plan, "plan", plan)
    if used:
        used.made(plan.id)
    _tell(plan)
    return plan, True


@action
def change_plan(
    actor: Actor,
    *,
    patient_id: UUID,
    version: int,
    what: str,
    why: str,
    next_level: str,
    next_around: date | None,
    signs: Sequence[SignOf],
    review_at: datetime | None,
    review_with: Sequence[UUID],
) -> CarePlan:
    """The next step, its expected day and its signs, and the review: all of it, as it should stand.

    Allowed: the care team, the lead. `version` is the plan's that the writer saw. `what` and `why` are the
    story that the patient reads. Publishes PlanChanged. Raises Stale, Invalid, NotFound.
    """
    plan = selectors.locked(actor, Permission.CAREPLAN_CHANGE, patient_id=patient_id)
    if plan.version != version:
        raise Stale
    before = {
        "next_level": plan.next_level, "next_around": plan.next_around, "review_at": plan.review_at,
        "signs": [{"text": row.text, "met": row.met} for row in plan.signs.order_by("position")],
    }  # fmt: skip
    _set(plan, plan.patient, next_level, next_around, review_at, review_with)
    plan.save()
    plan.signs.all().delete()
    _write_signs(plan, signs)
    story.note(actor, "careplan.change_plan", plan, what=what, why=why, before=before)
    _tell(plan)
    return plan


@action
def mark_seen(actor: Actor, *, patient_id: UUID, version: int) -> CarePlan:
    """The patient has looked at the plan up to a version. Allowed: the patient. Never goes backwards.

    Publishes ChangesSeen, so that the team sees that it was read. Raises NotFound.
    """
    plan = selectors.locked(actor, Permission.CAREPLAN_RATE, patient_id=patient_id)
    seen = min(version, plan.version)
    if seen > plan.seen_version:
        plan.seen_version, plan.seen_at = seen, clock.now()
        plan.save(update_fields=["seen_version", "seen_at"])
        story.record(actor, "careplan.mark_seen", plan, "plan", plan)
        story.tell(
            plan, ChangesSeen(object_id=plan.id, patient_id=plan.patient_id, program_id=plan.program_id)
        )
    return plan


def _set(
    plan: CarePlan, patient: Patient, next_level: str, next_around: date | None,
    review_at: datetime | None, review_with: Sequence[UUID],
) -> None:  # fmt: skip
    if next_level and next_level not in LEVELS:
        raise Invalid("/next_level", "programs.unknown_level")
    posts = Staff.objects.filter(id__in=review_with, program_id=patient.program_id)
    if posts.count() != len(set(review_with)):
        raise Invalid("/review_with", "careplan.unknown_staff")
    plan.next_level, plan.next_around = next_level, next_around
    plan.review_at, plan.review_with = review_at, list(dict.fromkeys(review_with))


def _write_signs(plan: CarePlan, signs: Sequence[SignOf]) -> None:
    for position, sign in enumerate(signs):
        Sign.objects.create(
            patient_id=plan.patient_id, program_id=plan.program_id, plan=plan, position=position,
            text=story.words(f"/signs/{position}/text", sign.text), met=sign.met,
        )  # fmt: skip


def _tell(plan: CarePlan) -> None:
    story.tell(plan, PlanChanged(object_id=plan.id, patient_id=plan.patient_id, program_id=plan.program_id))
