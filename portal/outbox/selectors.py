"""Reading recipients' own items. The reader's edge asks access again for what each item points to."""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from portal.kernel import statements
from portal.outbox.facts import Item
from portal.outbox.sql import ITEMS_AFTER, LAST_SEQS


def items_after(recipient: UUID, *, seq: int, limit: int) -> list[Item]:
    return items_of({recipient: seq}, limit=limit)[recipient]


def items_of(after: Mapping[UUID, int], *, limit: int) -> dict[UUID, list[Item]]:
    """The next items of each recipient after its number, at most `limit` each, in one query."""
    found: dict[UUID, list[Item]] = {recipient: [] for recipient in after}
    asked = {"recipients": list(after), "after": list(after.values()), "limit": limit}
    for recipient, seq, event_id, kind, object_id, patient_id, program_id, data, at in statements.run(
        ITEMS_AFTER, asked
    ):
        found[recipient].append(
            Item(
                seq=seq,
                event_id=event_id,
                kind=kind,
                object_id=object_id,
                patient_id=patient_id,
                program_id=program_id,
                data=json.loads(data) if isinstance(data, str) else data,
                at=at,
            )
        )
    return found


def last_seqs(recipients: Iterable[UUID]) -> dict[UUID, int]:
    """The last number that each was given; 0 for who was never told anything."""
    wanted = list(recipients)
    return dict.fromkeys(wanted, 0) | dict(statements.run(LAST_SEQS, {"recipients": wanted}))
