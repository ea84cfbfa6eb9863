"""Writing entries. One plain INSERT each: this is on the path of every read and write.

Where the entry cannot be written the error goes up, and takes what it would have reported with it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db import connection

from portal.kernel import clock, statements
from portal.kernel.actor import Actor
from portal.kernel.transaction import after_the_end

Outcome = Literal["done", "denied", "failed"]
ObjectId = UUID | int | str | None

_CODE = re.compile(r"[A-Za-z0-9_.:\-]*\Z")
_INSERT = """
INSERT INTO audit_entry (at, actor_id, actor_kind, actor_name, session, ip, verb, object_type, object_id,
                         patient_id, program_id, outcome, reason, count)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_INSERT_MANY = """
INSERT INTO audit_entry (at, actor_id, actor_kind, actor_name, session, ip, verb, object_type, object_id,
                         patient_id, program_id, outcome, reason, count)
SELECT %s, %s, %s, %s, %s, %s, %s, %s, o, p, g, 'done', '', 1
FROM unnest(%s::text[], %s::uuid[], %s::uuid[]) AS t(o, p, g)
"""
_READ = {
    "actor_id": "uuid", "actor_kind": "text", "actor_name": "text", "session": "text", "ip": "text",
    "patient_id": "uuid", "program_id": "uuid", "reason": "text", "count": "int",
}  # fmt: skip
_INSERT_BATCHES = """
INSERT INTO audit_entry (at, actor_id, actor_kind, actor_name, session, ip, verb, object_type, object_id,
                         patient_id, program_id, outcome, reason, count)
SELECT %(at)s, b.actor_id, b.actor_kind, b.actor_name, b.session, b.ip, %(verb)s, %(object_type)s, '',
       b.patient_id, b.program_id, 'done', b.reason, b.count
FROM {read}
""".format(read=statements.of_rows("read", _READ, alias="b"))
_reported_as_one: ContextVar[bool] = ContextVar("reported_as_one", default=False)


class TextInAudit(ValueError):
    """Only ids and codes stand in the audit. Text could be what a person wrote."""


def signature(actor: Actor) -> dict[str, object]:
    """Who did it, as parameters of `sql.entry`."""
    return {
        "actor_id": actor.account_id,
        "actor_kind": actor.kind,
        "actor_name": actor.name,
        "session": actor.session,
        "ip": actor.ip,
    }


def record(
    actor: Actor,
    verb: str,
    *,
    object_type: str = "",
    object_id: ObjectId = None,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
    outcome: Outcome = "done",
    reason: str = "",
    count: int = 1,
) -> None:
    """Writes one entry into the open transaction. `reason` is a code, never a sentence."""
    shown_id = "" if object_id is None else str(object_id)
    for value in (verb, object_type, shown_id, reason):
        if not _CODE.match(value):
            raise TextInAudit(f"An entry of {object_type or 'the audit'} holds more than a code.")
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                *(clock.now(), actor.account_id, actor.kind, actor.name, actor.session, actor.ip),
                *(verb, object_type, shown_id, patient_id, program_id, outcome, reason, count),
            ],
        )


def read(
    actor: Actor,
    verb: str,
    *,
    object_type: str,
    object_id: ObjectId = None,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
    count: int = 1,
) -> None:
    """Writes that somebody read: called by the selector that read. `count` says how many rows."""
    if _reported_as_one.get():
        return
    record(
        actor,
        verb,
        object_type=object_type,
        object_id=object_id,
        patient_id=patient_id,
        program_id=program_id,
        count=count,
    )


def read_many(
    actor: Actor, verb: str, *, object_type: str, rows: Iterable[tuple[UUID, UUID | None, UUID | None]]
) -> None:
    """`read` for each of many objects of many patients (object, patient, program), in one statement."""
    wanted = list(rows)
    if _reported_as_one.get() or not wanted:
        return
    objects, patients, programs = zip(*wanted, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_MANY,
            [
                *(clock.now(), actor.account_id, actor.kind, actor.name, actor.session, actor.ip),
                *(verb, object_type, [str(one) for one in objects], list(patients), list(programs)),
            ],
        )


@dataclass(frozen=True)
class BatchRead:
    """That one actor was shown `count` objects of one patient; `reason` is a code that leads back to them."""

    actor: Actor
    patient_id: UUID | None
    program_id: UUID | None
    reason: str
    count: int


def read_batches(verb: str, *, object_type: str, batches: Sequence[BatchRead]) -> None:
    """`record` for what many actors were shown at once, in one statement."""
    if not batches:
        return
    if not all(_CODE.match(batch.reason) for batch in batches):
        raise TextInAudit(f"An entry of {object_type} holds more than a code.")
    records = [
        signature(batch.actor)
        | {
            "patient_id": batch.patient_id, "program_id": batch.program_id, "reason": batch.reason,
            "count": batch.count,
        }
        for batch in batches
    ]  # fmt: skip
    statements.run(
        _INSERT_BATCHES,
        {"at": clock.now(), "verb": verb, "object_type": object_type, "read": statements.rows(records)},
    )


def denied(
    actor: Actor,
    verb: str,
    *,
    object_type: str = "",
    object_id: ObjectId = None,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Writes a refusal. Inside an action it waits for the rollback, which would take it along."""

    def write() -> None:
        record(
            actor,
            verb,
            object_type=object_type,
            object_id=object_id,
            patient_id=patient_id,
            program_id=program_id,
            outcome="denied",
            reason=reason,
        )

    after_the_end(write)


@contextmanager
def one_entry() -> Iterator[None]:
    """Reads inside are reported by the caller, as one entry for the batch: frames of a socket."""
    token = _reported_as_one.set(True)
    try:
        yield
    finally:
        _reported_as_one.reset(token)
