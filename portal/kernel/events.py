"""A fact in the past tense, as the outbox carries it. Ids only: never what a person wrote."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    """`kind` is the name on the wire: "messaging.message_sent". Further fields of a subclass are ids."""

    kind: ClassVar[str]
    object_id: UUID
    patient_id: UUID | None = None
    program_id: UUID | None = None
    dedupe_key: str | None = None

    def data(self) -> dict[str, Any]:
        """The subclass's own fields, as JSON values."""
        own = {field.name for field in fields(self)} - {field.name for field in fields(Event)}
        values = {name: getattr(self, name) for name in sorted(own)}
        return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}
