"""What can come down and go up: one entry for each kind of frame and each command.

`api/<domain>/events.py` registers frames, `api/<domain>/commands.py` registers commands; both are found by
their names, so that a new domain edits no list.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeVar
from uuid import UUID

from rest_framework import serializers

import api
from portal.kernel.actor import Actor
from portal.outbox import Item

Serializer = type[serializers.Serializer[Any]]
Render = Callable[[Actor, Item], dict[str, Any] | None]
Run = Callable[[Actor, UUID, dict[str, Any]], dict[str, Any] | None]
R = TypeVar("R", bound=Render)
C = TypeVar("C", bound=Run)


@dataclass(frozen=True)
class Frame:
    kind: str
    serializer: Serializer
    render: Render


@dataclass(frozen=True)
class Command:
    """`about` names the field that holds the object's id, for the audit of a refusal. A `quiet` command
    (somebody types) is no activity of the session: it does not put off the idle limit."""

    kind: str
    serializer: Serializer
    run: Run
    about: str
    quiet: bool


_frames: dict[str, Frame] = {}
_commands: dict[str, Command] = {}


def frame(kind: str, serializer: Serializer) -> Callable[[R], R]:
    """Registers `render(actor, item)`: the frame's data in the shape of the serializer, read through a
    selector with this actor; None (or NotFound) where the actor may no longer see it."""

    def register(function: R) -> R:
        if kind in _frames:
            raise ValueError(f"Two frames are called {kind}.")
        _frames[kind] = Frame(kind, serializer, function)
        return function

    return register


def command(kind: str, serializer: Serializer, *, about: str = "", quiet: bool = False) -> Callable[[C], C]:
    """Registers `run(actor, key, data)`: calls one action with checked data; what it returns is the ack's
    data. `key` is the idempotency key, the same as the POST's. Runs in a thread, like a view."""

    def register(function: C) -> C:
        if kind in _commands:
            raise ValueError(f"Two commands are called {kind}.")
        _commands[kind] = Command(kind, serializer, function, about, quiet)
        return function

    return register


@cache
def _load() -> None:
    for module in pkgutil.iter_modules(api.__path__):
        if module.ispkg and module.name != "realtime":
            for part in ("events", "commands"):
                name = f"api.{module.name}.{part}"
                if find_spec(name):
                    importlib.import_module(name)


def frames() -> dict[str, Frame]:
    _load()
    return _frames


def commands() -> dict[str, Command]:
    _load()
    return _commands
