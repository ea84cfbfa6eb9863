"""What an accepted invitation gives, by its purpose. The domains above register themselves when the apps
load, since accounts stands below them: `programs` for "patient" and "staff", `family` for "relative".
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from portal.kernel.actor import Actor


@dataclass(frozen=True)
class Subject:
    """Whom and what an invitation is about, for the audit."""

    patient_id: UUID | None = None
    program_id: UUID | None = None


@dataclass(frozen=True)
class Purpose:
    """`may_invite(actor, object_id)` raises NotFound for who may not. `link(object_id, account_id)` runs in
    the transaction of the acceptance: it must not call an action, and what it raises undoes everything."""

    may_invite: Callable[[Actor, UUID], Subject]
    link: Callable[[UUID, UUID], Subject]


_purposes: dict[str, Purpose] = {}


def register(
    purpose: str,
    *,
    may_invite: Callable[[Actor, UUID], Subject],
    link: Callable[[UUID, UUID], Subject],
) -> None:
    if purpose in _purposes:
        raise ValueError(f"Two domains act on invitations for {purpose}.")
    _purposes[purpose] = Purpose(may_invite, link)


def forget(purpose: str) -> None:
    """For tests that register a purpose of their own."""
    _purposes.pop(purpose, None)


def of(purpose: str) -> Purpose:
    return _purposes[purpose]
