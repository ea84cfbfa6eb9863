"""What happened to a patient's practice. Ids only: the skill is no secret, but its name is not an id."""

from dataclasses import dataclass
from typing import ClassVar

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class EntryLogged(Event):
    """`object_id` is the entry."""

    kind: ClassVar[str] = "practice.entry_logged"


@dataclass(frozen=True, kw_only=True)
class EntryTakenBack(Event):
    """`object_id` is the entry, which nobody sees any more."""

    kind: ClassVar[str] = "practice.entry_taken_back"


@dataclass(frozen=True, kw_only=True)
class CardsChosen(Event):
    """`object_id` is the patient."""

    kind: ClassVar[str] = "practice.cards_chosen"
