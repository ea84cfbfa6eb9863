"""What measures offer to Today: a check-in that is ready this week, or half done."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.kernel import due
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.measures import selectors


@due.provider("measures")
def check_ins(actor: Actor, patient_id: UUID) -> list[due.Due]:
    """Until the end of the program week. No name of an instrument: the row says what it takes."""
    try:
        found = selectors.measures(actor, patient_id=patient_id)
    except NotFound:
        return []  # whoever reads a week need not read measures
    ready = [one for one in found if one.due_since is not None or one.draft is not None]
    # One at a time, what is begun first: the next one shows when it is done.
    ready.sort(key=lambda one: (one.answered == 0, one.form.risk_item is None))
    return [_due(one) for one in ready[:1]]


def _due(one: selectors.Measure) -> due.Due:
    zone = ZoneInfo(one.plan.patient.program.timezone)
    second = (
        due.words("measures.half_done", done=one.answered, of=one.items)
        if one.answered
        else due.words("measures.takes", n=one.form.minutes)
    )
    week = one.due_since
    until = datetime.combine(week + timedelta(days=6), time(23, 59), zone) if week else None
    return due.Due(
        kind="measures",
        object_id=one.plan.id,
        title=due.words("measures.weekly"),
        second=second,
        path=f"/check-ins/{one.plan.id}",
        due_at=until,
    )
