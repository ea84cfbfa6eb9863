"""Reading a recipient's own items. The reader's edge asks access again for what each item points to."""

from collections.abc import Iterable
from uuid import UUID

from portal.outbox import models
from portal.outbox.facts import Item


def items_after(recipient: UUID, *, seq: int, limit: int) -> list[Item]:
    rows = (
        models.Item.objects.filter(recipient=recipient, seq__gt=seq).select_related("event").order_by("seq")
    )
    return [
        Item(
            seq=row.seq or 0,
            event_id=row.event_id,
            kind=row.event.kind,
            object_id=row.event.object_id,
            patient_id=row.event.patient_id,
            program_id=row.event.program_id,
            data=row.event.data,
            at=row.event.at,
        )
        for row in rows[:limit]
    ]


def last_seqs(recipients: Iterable[UUID]) -> dict[UUID, int]:
    """The last number that each was given; 0 for who was never told anything."""
    wanted = list(recipients)
    found = models.Cursor.objects.filter(recipient__in=wanted).values_list("recipient", "last_seq")
    return dict.fromkeys(wanted, 0) | dict(found)
