"""What a patient's Today shows as small things to do: each domain offers its own, Today only lists them.

A domain writes `@due.provider("measures")` on a function in its `due.py`, imported by its app's ready().
The function starts at the access rule like every selector, and costs a constant number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.kernel.actor import Actor
from portal.kernel.text import LANGUAGES, t


@dataclass(frozen=True, kw_only=True)
class Due:
    """`title` and `second` by language (`words` makes them); `path` opens it in the app; `due_at` UTC."""

    kind: str
    object_id: UUID
    title: dict[str, str]
    second: dict[str, str]
    path: str
    icon: str = "page"
    due_at: datetime | None = None


Provider = Callable[[Actor, UUID], list[Due]]
_providers: dict[str, Provider] = {}


def provider(name: str) -> Callable[[Provider], Provider]:
    def register(function: Provider) -> Provider:
        if name in _providers:
            raise ValueError(f"Two providers of due things are called {name}.")
        _providers[name] = function
        return function

    return register


def words(key: str, **params: object) -> dict[str, str]:
    """A sentence of the catalogue in every language."""
    return {language: t(key, language, **params) for language in LANGUAGES}


def of_patient(actor: Actor, patient_id: UUID) -> list[Due]:
    """Everything due, soonest first; what has no date comes last."""
    found = [item for give in _providers.values() for item in give(actor, patient_id)]
    return sorted(found, key=lambda item: (item.due_at is None, item.due_at or 0, item.kind))


def forget(name: str) -> None:
    """For tests that offer something of their own."""
    _providers.pop(name, None)
