"""When patients are expected next, told to domains that do not know the schedule."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from portal.kernel import agenda, clock
from portal.schedule.models import Booking


@agenda.provider
def next_starts(patient_ids: Collection[UUID]) -> dict[UUID, datetime]:
    rows = Booking.objects.filter(patient_id__in=patient_ids, starts_at__gt=clock.now(), state="planned")
    rows = rows.exclude(session__state="cancelled").exclude(says="cant_come")
    soonest = rows.order_by("patient_id", "starts_at").distinct("patient_id")
    return dict(soonest.values_list("patient_id", "starts_at"))
