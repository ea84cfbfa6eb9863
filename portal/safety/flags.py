"""The day sheet's first word: who has an alert that nobody took yet."""

from collections.abc import Sequence
from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.due import words
from portal.safety.models import Alert
from portal.schedule import flags


@flags.provider("safety")
def check_in_first(actor: Actor, patient_ids: Sequence[UUID]) -> dict[UUID, flags.Flag]:
    rule = policy.patients_for(actor, Permission.ALERT_READ)
    waiting = Alert.objects.filter(rule, patient_id__in=patient_ids, acknowledged_at=None)
    waiting = waiting.exclude(level="look")  # a mention to be read, no reason to take somebody aside
    flag = flags.Flag(kind="safety", order=0, title=words("safety.flag"))
    return dict.fromkeys(waiting.values_list("patient_id", flat=True), flag)
