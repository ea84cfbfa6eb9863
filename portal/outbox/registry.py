"""Who reacts to what. Filled when the apps load, read ever after."""

from collections.abc import Callable

from portal.outbox.facts import Fact

Handler = Callable[[Fact], None]
_by_kind: dict[str, list[str]] = {}
_by_name: dict[str, Handler] = {}


def handler(*kinds: str, name: str) -> Callable[[Handler], Handler]:
    """Subscribes a function to events. It runs in the relay, at least once, and must be idempotent.

    It runs outside any transaction: like every door it calls one action, which opens its own. `name` is
    stored with each due reaction: keep it when the function moves.
    """

    def register(function: Handler) -> Handler:
        if name in _by_name:
            raise ValueError(f"Two outbox handlers are called {name}.")
        _by_name[name] = function
        for kind in kinds:
            _by_kind.setdefault(kind, []).append(name)
        return function

    return register


def names_for(kind: str) -> list[str]:
    return list(_by_kind.get(kind, ()))


def named(name: str) -> Handler | None:
    return _by_name.get(name)


def forget(name: str) -> None:
    """For tests that register a handler of their own."""
    _by_name.pop(name, None)
    for names in _by_kind.values():
        if name in names:
            names.remove(name)
