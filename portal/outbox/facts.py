"""What a reader of the outbox gets: the stored event, and the event as one recipient's numbered item."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`data` holds the event's further ids, as JSON values. `at` is UTC."""

    event_id: int
    kind: str
    object_id: UUID
    patient_id: UUID | None
    program_id: UUID | None
    data: dict[str, Any]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Item(Fact):
    """`seq` counts this recipient's items, without a hole."""

    seq: int
