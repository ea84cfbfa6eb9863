"""What happened to a patient's check-ins. Ids only."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CheckInSaved(Event):
    """`object_id` is this saving of the day. `new_words`: its note did not stand there before."""

    kind: ClassVar[str] = "checkins.saved"
    new_words: bool


@dataclass(frozen=True, kw_only=True)
class CheckInTakenBack(Event):
    """`object_id` is the saving that nobody sees any more; what stood for the day before it stands again."""

    kind: ClassVar[str] = "checkins.taken_back"


@dataclass(frozen=True, kw_only=True)
class TargetsSet(Event):
    """What the card asks was changed. `object_id` is the patient."""

    kind: ClassVar[str] = "checkins.targets_set"
