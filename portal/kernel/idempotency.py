"""That an actor did a thing once. The key commits together with the change that it stands for."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import KeyReused


@dataclass(frozen=True)
class Use:
    """`object_id` is set when the key was used before: render that object again and change nothing."""

    account_id: UUID
    key: UUID
    object_id: UUID | None

    def made(self, object_id: UUID) -> None:
        """Says which object the first use made. Call it in the transaction of the change."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kernel_idempotencykey SET object_id = %s WHERE account_id = %s AND key = %s",
                [object_id, self.account_id, self.key],
            )


# The keys of actions that are one statement: one for each row of `of`. Those that were free come back, by the
# object that each stands for. In one order, so that two statements cannot wait for each other.
TAKE = """
    INSERT INTO kernel_idempotencykey (account_id, key, body_hash, object_id, at)
    SELECT actor_id, key, digest, {object_id}, %(now)s FROM {of} ORDER BY actor_id, key
    ON CONFLICT (account_id, key) DO NOTHING RETURNING object_id
"""


def digest_of(body: Any) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def use(actor: Actor, *, key: UUID, body: Any) -> Use:
    """Takes the key for this actor, inside the action's transaction; a twin waits here for the first.

    Raises KeyReused when the key came before with another body. A system actor has no keys of its own:
    it uses the nil account.
    """
    digest = digest_of(body)
    account_id = actor.account_id or UUID(int=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotencykey (account_id, key, body_hash, object_id, at) "
            "VALUES (%s, %s, %s, NULL, %s) ON CONFLICT (account_id, key) DO NOTHING",
            [account_id, key, digest, clock.now()],
        )
        if cursor.rowcount:
            return Use(account_id, key, None)
        cursor.execute(
            "SELECT body_hash, object_id FROM kernel_idempotencykey WHERE account_id = %s AND key = %s "
            "FOR UPDATE",  # a key that never got its object is used anew, by one at a time
            [account_id, key],
        )
        before_hash, object_id = cursor.fetchone()
    if before_hash != digest:
        raise KeyReused
    return Use(account_id, key, object_id)


def known(actor: Actor, *, key: UUID) -> bool:
    """Whether a change was made under this key before: the answer to it says 200 then, not 201."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM kernel_idempotencykey WHERE account_id = %s AND key = %s",
            [actor.account_id or UUID(int=0), key],
        )
        return cursor.fetchone() is not None
