"""What happened to measures."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ResponseCompleted(Event):
    """`object_id` is the score. The numbers are read from it, with the rule applied."""

    kind: ClassVar[str] = "measures.response_completed"


@dataclass(frozen=True, kw_only=True)
class MeasureAssigned(Event):
    kind: ClassVar[str] = "measures.measure_assigned"
