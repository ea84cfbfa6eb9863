"""What a relative with the scope "schedule" is sent, for the patient's preview."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from api.schedule import serializers as s
from api.sharing import shown
from portal.kernel.actor import Actor
from portal.schedule import selectors


@shown("schedule")
def week(actor: Actor, patient_id: UUID) -> dict[str, Any]:
    found = selectors.week(actor, patient_id=patient_id)
    return s.shape_week(replace(found, whole=False, hours=None))
