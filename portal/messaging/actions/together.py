"""What many people send at the same moment, written in one statement (decision 0025)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.kernel.actor import Actor
from portal.messaging.actions import at_once, writing
from portal.messaging.selectors import Delivery


@dataclass(frozen=True)
class Asked:
    """The arguments of `send_message`, or of `answer`."""

    actor: Actor
    key: UUID
    said: Mapping[str, Any]
    for_team: bool


def write_many(asked: Sequence[Asked]) -> list[Delivery | None]:
    """`send_message` or `answer` for each of these; None where one does not go this way: then nothing of it
    was written, and the action itself is asked. Allowed: as there, each for themselves."""
    words = [_words(one) for one in asked]
    made = iter(at_once.write([one for one in words if one is not None]))
    return [next(made) if one is not None else None for one in words]


def _words(one: Asked) -> at_once.Words | None:
    words_of = writing.words_of_team if one.for_team else writing.words_of_patient
    return words_of(one.actor, key=one.key, **one.said)
