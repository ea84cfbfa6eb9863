"""What can come down and go up: one entry for each kind of frame and each command.

`api/<domain>/events.py` registers frames, `api/<domain>/commands.py` registers commands; both are found by
their names, so that a new domain edits no list.
"""

import importlib
import pkgutil
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from typing import Any, TypeVar
from uuid import UUID

from rest_framework import serializers

import api
from portal.access import held
from portal.access.held import Held
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.outbox import Item

Serializer = type[serializers.Serializer[Any]]
Render = Callable[[Actor, Item], dict[str, Any] | None]
Run = Callable[[Actor, UUID, dict[str, Any]], dict[str, Any] | None]
RunMany = Callable[[Sequence["Asked"]], Sequence[dict[str, Any] | None]]
R = TypeVar("R", bound=Render)
C = TypeVar("C", bound=Run)


@dataclass(frozen=True)
class Reader:
    """Who a batch is rendered for, with what they hold at `at` (UTC)."""

    account_id: UUID
    held: Held
    at: datetime


@dataclass(frozen=True)
class Seen:
    """`value` as one reader sees it. Readers of an item for whom `same` is equal see the very same."""

    same: Hashable
    value: Any


@dataclass(frozen=True)
class Many:
    """Rendering for many readers at once: `gather` reads what all items need, `see` asks what the reader
    holds and reads nothing (None: may no longer see it), `shape` makes the frame's data."""

    gather: Callable[[Sequence[Item]], Any]
    see: Callable[[Reader, Item, Any], Seen | None]
    shape: Callable[[Any], dict[str, Any]]

    def render(self, actor: Actor, item: Item) -> dict[str, Any] | None:
        """One item for one reader, by the same way."""
        at = clock.now()
        reader = Reader(actor.me, held.of([actor.me], at=at)[actor.me], at)
        seen = self.see(reader, item, self.gather([item]))
        return self.shape(seen.value) if seen else None


@dataclass(frozen=True)
class Frame:
    kind: str
    serializer: Serializer
    render: Render
    many: Many | None = None


@dataclass(frozen=True)
class Asked:
    """One of several commands that run in one go."""

    kind: str
    actor: Actor
    key: UUID
    data: dict[str, Any]


@dataclass(frozen=True)
class Command:
    """`about` names the field that holds the object's id, for the audit of a refusal. A `quiet` command
    (somebody types) is no activity of the session: it does not put off the idle limit. `many` runs what
    several people ask at the same moment in one go, for all the commands that name it; what it answers with
    None is run by itself."""

    kind: str
    serializer: Serializer
    run: Run
    about: str
    quiet: bool
    many: RunMany | None = None

    def checked(self, raw: Any) -> dict[str, Any]:
        """The validated data. One form for all calls: to make one costs more than to ask it. Raises DRF's
        ValidationError."""
        return dict(_form(self.serializer).run_validation(raw))


@cache
def _form(serializer: Serializer) -> "serializers.Serializer[Any]":
    return serializer()


@dataclass(frozen=True)
class Passing:
    """A frame without a number, that is kept nowhere: `about` names the field with the object's id, which is
    all that it carries; who has `permission` over its patient when it arrives may see it."""

    kind: str
    serializer: Serializer
    permission: Permission
    about: str


_frames: dict[str, Frame] = {}
_passing: dict[str, Passing] = {}
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


def frame_of_many(kind: str, serializer: Serializer, many: Many) -> None:
    """Registers a frame that is rendered for all its readers in one go."""
    frame(kind, serializer)(many.render)
    _frames[kind] = Frame(kind, serializer, many.render, many)


def passing_frame(kind: str, serializer: Serializer, *, permission: Permission, about: str) -> None:
    """Registers what is said while it is true (`portal.outbox.passing`)."""
    _passing[kind] = Passing(kind, serializer, permission, about)


def command(
    kind: str, serializer: Serializer, *, about: str = "", quiet: bool = False, many: RunMany | None = None
) -> Callable[[C], C]:
    """Registers `run(actor, key, data)`: calls one action with checked data; what it returns is the ack's
    data. `key` is the idempotency key, the same as the POST's. Runs in a thread, like a view."""

    def register(function: C) -> C:
        if kind in _commands:
            raise ValueError(f"Two commands are called {kind}.")
        _commands[kind] = Command(kind, serializer, function, about, quiet, many)
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


def passing_frames() -> dict[str, Passing]:
    _load()
    return _passing


def commands() -> dict[str, Command]:
    _load()
    return _commands
