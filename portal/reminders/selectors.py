"""Reads for the planner. Allowed: the system alone."""

from datetime import datetime

from django.db.models import QuerySet

from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.schedule.models import Booking


def bookings_between(actor: Actor, *, start: datetime, end: datetime) -> "QuerySet[Booking]":
    """What patients with an account are expected at, by its start (UTC)."""
    if not actor.is_system:
        raise NotFound
    rows = Booking.objects.filter(
        starts_at__gt=start, starts_at__lte=end, state="planned", patient__account__isnull=False,
        patient__discharged_on=None,
    ).exclude(session__state="cancelled")  # fmt: skip
    return rows.exclude(says="cant_come").select_related("session", "patient__account")
