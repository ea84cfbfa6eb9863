"""Every event that is told to somebody has a frame: else the delivery has nothing to send, and logs it."""

import ast
import importlib
import pkgutil
from importlib.util import find_spec

import portal
from api.realtime import registry
from portal.kernel.events import Event
from tests.architecture.tree import ROOT

# What goes to no screen, and why. `publish` is called with `recipients=[]` for each of them, wherever it is.
OFF_SCREEN = {
    "accounts.invitation_made": "sends the mail with the code",
    "accounts.email_code_made": "sends the mail with the code",
    "accounts.new_password_asked": "sends the mail with the link",
    "live.place_used": "counts toward the account's own course, which tells of itself",
}


def kinds() -> dict[str, type[Event]]:
    """Every kind of event that the product declares."""
    for domain in pkgutil.iter_modules(portal.__path__):
        name = f"portal.{domain.name}.events"
        if domain.ispkg and find_spec(name):
            importlib.import_module(name)
    found, waiting = dict[str, type[Event]](), Event.__subclasses__()
    while waiting:
        event = waiting.pop()
        waiting += event.__subclasses__()
        if event.__module__.startswith("portal.") and "kind" in vars(event):
            found[event.kind] = event
    return found


def test_every_event_has_a_frame_or_a_reason_to_have_none() -> None:
    declared = set(kinds())
    assert len(declared) > 30
    shown = {kind for kind in registry.frames() if not kind.startswith("test.")}
    assert declared - shown == set(OFF_SCREEN)
    assert shown - declared == set()


def test_what_goes_to_no_screen_has_no_recipients() -> None:
    wanted = {kinds()[kind].__name__ for kind in OFF_SCREEN}
    seen = {name: told for name, told in _published() if name in wanted}
    assert seen == dict.fromkeys(wanted, "[]")


def _published() -> list[tuple[str, str]]:
    """The event's class and the recipients, as they are written, of each `publish` that names its event there
    or in the same function."""
    found = []
    for file in sorted((ROOT / "portal").rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found += _of(function)
    return found


def _of(function: ast.FunctionDef) -> list[tuple[str, str]]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    told = [
        ast.unparse(word.value)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "publish"
        for word in call.keywords
        if word.arg == "recipients"
    ]
    made = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
    return [(name, recipients) for name in made for recipients in told]
