"""Reading and storing responses, for the actions and selectors of the domains that ask.

No rule of who may stands here: the caller has asked `portal.access` and is inside its own transaction.
"""

import json
from collections.abc import Mapping
from uuid import UUID

from portal.forms import logic
from portal.forms.models import Response
from portal.kernel import clock
from portal.kernel.errors import Invalid, Stale
from portal.programs.models import Patient


def draft_of(patient_id: UUID, form: str) -> Response | None:
    return Response.objects.filter(patient_id=patient_id, form=form, completed_at=None).first()


def answers_of(response: Response) -> dict[str, int]:
    found: dict[str, int] = json.loads(response.answers)
    return found


def save(
    patient: Patient, form: logic.Form, *, language: str, answers: Mapping[str, int], version: int | None
) -> Response:
    """Keeps a half-filled form. `version` is the save that the writer saw (None: the first).

    Raises Invalid with a pointer to each answer that is no option, Stale when another device saved since.
    """
    if bad := logic.wrong(form, answers):
        raise Invalid(f"/answers/{bad[0]}", "errors.field.invalid_choice")
    now = clock.now()
    draft = Response.objects.select_for_update().filter(
        patient=patient, form=form.name, completed_at=None
    ).first()  # fmt: skip
    if draft is None:
        return Response.objects.create(
            patient=patient, program_id=patient.program_id, form=form.name, form_version=form.version,
            language=language, answers=json.dumps(answers), started_at=now, saved_at=now,
        )  # fmt: skip
    if version is not None and version != draft.version:
        raise Stale
    draft.answers = json.dumps(answers)
    draft.language, draft.form_version = language, form.version
    draft.version, draft.saved_at = draft.version + 1, now
    draft.save()
    return draft


def complete(draft: Response, form: logic.Form) -> int:
    """Closes a draft and returns the total. Raises Invalid for the first answer that is missing."""
    answers = answers_of(draft)
    if gaps := logic.missing(form, answers):
        raise Invalid(f"/answers/{gaps[0]}", "forms.answer_missing")
    score = logic.total(form, answers)
    if score is None:
        raise Invalid("/answers", "forms.answer_missing")
    draft.completed_at = clock.now()
    draft.save(update_fields=["completed_at"])
    return score
