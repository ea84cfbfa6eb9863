"""Running one command: session, form, action, answer. Synchronous, in a thread."""

import logging
from typing import Any
from uuid import UUID

from django.db import DatabaseError

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
