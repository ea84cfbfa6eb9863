"""What a relative is shown for each scope: for the patient's preview, in the very shapes of the real pages.

A domain whose page relatives can have registers its shape in `api/<domain>/sharing.py`:

    @shown("schedule")
    def week(actor: Actor, patient_id: UUID) -> dict[str, Any]:
        ...the same selector and shape function as the relative's own endpoint...
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any
from uuid import UUID

import api
from portal.kernel.actor import Actor

Show = Callable[[Actor, UUID], dict[str, Any]]
_shows: dict[str, Show] = {}


def shown(scope: str) -> Callable[[Show], Show]:
    """Registers what a relative with this scope is sent. The patient calls it for the preview."""

    def register(function: Show) -> Show:
        if scope in _shows:
            raise ValueError(f"Two things are shown for {scope}.")
        _shows[scope] = function
        return function

    return register


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(api.__path__):
        if module.ispkg and find_spec(name := f"api.{module.name}.sharing"):
            importlib.import_module(name)


def shape_for(scope: str, actor: Actor, patient_id: UUID) -> dict[str, Any] | None:
    """The shape, or None where the scope has no page of its own."""
    _load()
    show = _shows.get(scope)
    return None if show is None else show(actor, patient_id)
