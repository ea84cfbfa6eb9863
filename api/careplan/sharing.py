"""What a relative with the scope "plan" is sent, for the patient's preview."""

from typing import Any
from uuid import UUID

from api.careplan import serializers as s
from api.sharing import shown
from portal.careplan import selectors
from portal.kernel.actor import Actor


@shown("plan")
def summary(actor: Actor, patient_id: UUID) -> dict[str, Any]:
    return s.shape_summary(selectors.summary(actor, patient_id=patient_id))
