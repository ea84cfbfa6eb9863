"""What one account holds, in memory: all its grants, read at once, and the matrix asked of them.

For delivery, which asks for the same accounts again and again: what is held is good as long as the
account's version is the one that was read *before* the grants. That a grant begins or ends by itself is
seen in the grants, at each question.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.access.matrix import OVER_PATIENT, Basis, Permission, grounds
from portal.kernel import statements

_READ = """
SELECT account_id, basis, patient_id, program_id, scopes, starts_at, ends_at FROM access_grant
WHERE account_id = ANY(%(accounts)s::uuid[]) AND (ends_at IS NULL OR ends_at > %(now)s)
"""


@dataclass(frozen=True)
class _Ground:
    basis: str
    scopes: frozenset[str]
    starts_at: datetime
    ends_at: datetime | None


@dataclass
class Held:
    """The grants of one account by what they are over."""

    over: dict[UUID, list[_Ground]] = field(default_factory=dict)

    def can(
        self, permission: Permission, *, patient_id: UUID | None, program_id: UUID | None, at: datetime
    ) -> bool:
        """`policy.can` of this account at an instant (UTC), without asking the database."""
        bases, scopes = grounds(permission)
        for object_id, of_patient in ((patient_id, True), (program_id, False)):
            for ground in self.over.get(object_id, ()) if object_id else ():
                basis = Basis(ground.basis)
                if at < ground.starts_at or (ground.ends_at is not None and ground.ends_at <= at):
                    continue
                if (basis in OVER_PATIENT) is not of_patient:
                    continue
                if basis in bases or (basis is Basis.FAMILY and scopes & ground.scopes):
                    return True
        return False


def of(account_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Held]:
    """What each of these accounts holds at `at` (UTC) or will hold, in one indexed read."""
    found = {account_id: Held() for account_id in account_ids}
    rows: list[tuple[Any, ...]] = statements.run(_READ, {"accounts": list(found), "now": at}) if found else []
    for account_id, basis, patient_id, program_id, scopes, starts_at, ends_at in rows:
        ground = _Ground(basis, frozenset(scopes), starts_at, ends_at)
        found[account_id].over.setdefault(patient_id or program_id, []).append(ground)
    return found
