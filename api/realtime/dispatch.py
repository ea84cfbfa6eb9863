"""Running commands: session, form, action, answer. Synchronous, in a thread."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from rest_framework.exceptions import ValidationError

from api import errors
from api.realtime import registry
from api.realtime.auth import Person
from portal import audit
from portal.accounts import sessions
from portal.kernel.errors import Code, NotFound

log = logging.getLogger(__name__)


class SignedOut(Exception):
    """The session ended while the socket was open."""


def run(person: Person, kind: str, key: UUID, raw: Any) -> dict[str, Any]:
    """The ack or error frame. Raises SignedOut; nothing is done then.

    An unknown command and an object that is missing or not the actor's get the same error.
    """
    found = registry.commands().get(kind)
    data: dict[str, Any] = {}
    try:
        _check_session(person, quiet=found is None or found.quiet)
        if found is None:
            raise NotFound
        data = found.checked(raw)
        return {"type": "ack", "id": str(key), "data": found.run(person.actor, key, data) or {}}
    except SignedOut:
        raise
    except Exception as error:  # the edge: every error becomes an error frame
        if isinstance(error, NotFound) and found is not None:
            _note_denial(person, found, data)
        return {"type": "error", "id": str(key), "problem": _problem(person, kind, error)}


@dataclass(frozen=True)
class Said:
    """A command as it came."""

    person: Person
    kind: str
    key: UUID
    raw: Any


def run_many(many: registry.RunMany, said: Sequence[Said]) -> list[dict[str, Any] | None]:
    """The acks of what several people said at the same moment, in one go. None: nothing was done for this
    one, and `run` says why, or does it by itself."""
    answers: list[dict[str, Any] | None] = [None for _ in said]
    alive = sessions.are_alive(
        {(one.person.actor.session, one.person.account_id) for one in said}, touch=True
    )
    ready: list[tuple[int, registry.Asked]] = []
    for position, one in enumerate(said):
        if one.person.actor.session in alive:
            with suppress(ValidationError):
                data = registry.commands()[one.kind].checked(one.raw)
                ready.append((position, registry.Asked(one.kind, one.person.actor, one.key, data)))
    made = many([asked for _, asked in ready]) if ready else []
    for (position, asked), shown in zip(ready, made, strict=True):
        if shown is not None:
            answers[position] = {"type": "ack", "id": str(asked.key), "data": shown}
    return answers


def _check_session(person: Person, *, quiet: bool) -> None:
    # A person who did something puts off the idle limit, as a request would.
    lives = sessions.is_alive(person.actor.session, account_id=person.account_id, touch=not quiet)
    if not lives:
        raise SignedOut


def _problem(person: Person, kind: str, error: Exception) -> dict[str, Any]:
    try:
        return errors.describe(error, person.language)[0]
    except Exception:  # describe raises what is not ours
        log.error(
            "command failed kind=%s", kind if kind in registry.commands() else "unknown", exc_info=error
        )
        return errors.problem(Code.UNAVAILABLE, 500, person.language, params={"seconds": 5})


def _note_denial(person: Person, found: registry.Command, data: dict[str, Any]) -> None:
    about = data.get(found.about)
    try:
        audit.denied(
            person.actor,
            f"socket.{found.kind}",
            object_type=found.kind.split(".")[0],
            object_id=about if isinstance(about, UUID) else None,
        )
    except DatabaseError:
        log.error("a denial could not be audited command=%s", found.kind)
