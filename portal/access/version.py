"""The grant version of an account: absent means 0."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection, transaction

from portal import outbox
from portal.kernel import statements

_OF = "SELECT account_id, n FROM access_version WHERE account_id = ANY(%(accounts)s::uuid[])"


def of(account_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The committed versions, in one indexed read."""
    wanted = list(account_ids)
    found = dict[UUID, int](statements.run(_OF, {"accounts": wanted}))
    return {account_id: found.get(account_id, 0) for account_id in wanted}


def bump(account_ids: Iterable[UUID]) -> None:
    """Raises the versions, in the caller's transaction; in id order, so that two never deadlock."""
    wanted = sorted(set(account_ids))
    if not wanted:
        return
    if not connection.in_atomic_block:
        raise RuntimeError("A grant version is raised in the transaction of the change.")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_version (account_id, n) SELECT unnest(%s::uuid[]), 1 "
            "ON CONFLICT (account_id) DO UPDATE SET n = access_version.n + 1",
            [wanted],
        )
    transaction.on_commit(lambda: outbox.wake(wanted), robust=True)
