"""Who reacts to what. Filled when the apps load, read ever after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.outbox.facts import Fact

Handler = Callable[[Fact], None]
BatchHandler = Callable[[Sequence[Fact]], None]
When = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Reaction:
    """`run` takes one fact or more: what takes one alone is never given two."""

    name: str
    run: BatchHandler
    together: bool
    when: When | None


_by_kind: dict[str, list[str]] = {}
_by_name: dict[str, Reaction] = {}


def handler(*kinds: str, name: str, when: When | None = None) -> Callable[[Handler], Handler]:
    """Subscribes a function to events. It runs in the relay, at least once, and must be idempotent.

    It runs outside any transaction: like every door it calls one action, which opens its own. `name` is
    stored with each due reaction: keep it when the function moves. `when` looks at the event's data while it
    is published: where it says no, nothing becomes due.
    """

    def register(function: Handler) -> Handler:
        def one(facts: Sequence[Fact]) -> None:
            function(facts[0])

        _add(Reaction(name, one, together=False, when=when), kinds)
        return function

    return register


def batch_handler(*kinds: str, name: str, when: When | None = None) -> Callable[[BatchHandler], BatchHandler]:
    """The same for what is cheaper for many events at once. Where one of them fails all are tried again,
    each alone."""

    def register(function: BatchHandler) -> BatchHandler:
        _add(Reaction(name, function, together=True, when=when), kinds)
        return function

    return register


def _add(reaction: Reaction, kinds: Sequence[str]) -> None:
    if reaction.name in _by_name:
        raise ValueError(f"Two outbox handlers are called {reaction.name}.")
    _by_name[reaction.name] = reaction
    for kind in kinds:
        _by_kind.setdefault(kind, []).append(reaction.name)


def names_for(kind: str, data: Mapping[str, Any]) -> list[str]:
    """The reactions that an event makes due."""
    wanted = (_by_name[name] for name in _by_kind.get(kind, ()))
    return [one.name for one in wanted if one.when is None or one.when(data)]


def named(name: str) -> Reaction | None:
    return _by_name.get(name)


def forget(name: str) -> None:
    """For tests that register a handler of their own."""
    _by_name.pop(name, None)
    for names in _by_kind.values():
        if name in names:
            names.remove(name)
