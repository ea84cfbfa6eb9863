"""What happened to a reader's marks."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MarkChanged(Event):
    """To the reader alone: understood or saved, on another of the reader's devices too."""

    kind: ClassVar[str] = "education.mark_changed"
