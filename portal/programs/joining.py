"""Where somebody stands between "added" and "has an account": read from the newest invitation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

from portal.accounts.models import Invitation
from portal.kernel import clock
from portal.programs.models import Patient, Staff

# added: nobody was invited yet. lapsed: the invitation is over and was not used.
State = Literal["added", "invited", "lapsed", "active", "ended"]


def states(rows: Iterable[Staff | Patient], *, purpose: str) -> dict[UUID, State]:
    """The state of each of these posts (purpose "staff") or patients ("patient")."""
    shown = list(rows)
    now = clock.now()
    newest: dict[UUID, Invitation] = {}
    found = Invitation.objects.filter(purpose=purpose, object_id__in=[row.id for row in shown])
    for invitation in found.order_by("created_at", "id"):
        newest[invitation.object_id] = invitation
    return {row.id: _state(row, newest.get(row.id), now) for row in shown}


def invited_by(account_id: UUID, *, purpose: str, object_id: UUID) -> bool:
    """Whether this account made an invitation for this object."""
    made = Invitation.objects.filter(purpose=purpose, object_id=object_id, created_by=account_id)
    return made.exists()


def _state(row: Staff | Patient, invitation: Invitation | None, now: datetime) -> State:
    if (row.ended_at if isinstance(row, Staff) else row.discharged_on) is not None:
        return "ended"
    if row.account_id is not None:
        return "active"
    if invitation is None:
        return "added"
    is_open = invitation.withdrawn_at is None and invitation.expires_at > now
    return "invited" if is_open else "lapsed"
