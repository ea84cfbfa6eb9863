"""Reading recipients' own items. The reader's edge asks access again for what each item points to."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from portal.kernel import statements
from portal.outbox.facts import Item
from portal.outbox.sql import ITEMS_AFTER, LAST_SEQS


def items_after(recipient: UUID, *, seq: int, limit: int) -> list[Item]:
    """The next items of a recipient after its number, at most `limit`."""
    asked = {"recipient": recipient, "after": seq, "limit": limit}
    return [item(row) for row in statements.run(ITEMS_AFTER, asked)]


def item(values: Sequence[Any]) -> Item:
    """`sql.ITEM` as it comes in a row."""
    seq, event_id, kind, object_id, patient_id, program_id, data, at = values
    return Item(
        seq=seq, event_id=event_id, kind=kind, object_id=object_id, patient_id=patient_id,
        program_id=program_id, data=json.loads(data) if isinstance(data, str) else data, at=at,
    )  # fmt: skip


def last_seqs(recipients: Iterable[UUID]) -> dict[UUID, int]:
    """The last number that each was given; 0 for who was never told anything."""
    wanted = list(recipients)
    return dict.fromkeys(wanted, 0) | dict(statements.run(LAST_SEQS, {"recipients": wanted}))
