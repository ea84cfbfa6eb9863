"""Walking the chain from its first link, and saying plainly what does not hold."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from django.db import connection

from portal.audit import head
from portal.audit.chain import COLUMNS, START, digest
from portal.audit.models import Link
from portal.kernel import clock

Trouble = Literal["changed", "removed", "gap", "broken", "cut", "head_missing", "head_damaged", "unsealed"]
_LATE = timedelta(minutes=5)
_BATCH = 2000


@dataclass(frozen=True)
class Problem:
    """`n` is the link (0: none), `entry_id` the entry (0: none)."""

    trouble: Trouble
    n: int = 0
    entry_id: int = 0


@dataclass
class Verdict:
    sealed: int = 0
    waiting: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.problems


def verify(*, most: int = 100) -> Verdict:
    """Reads the whole chain. Stops collecting after `most` problems. Changes nothing."""
    verdict = Verdict()
    known = _remembered(verdict)
    for problem in _walk(verdict, known):
        verdict.problems.append(problem)
        if len(verdict.problems) >= most:
            return verdict
    _look_for_late(verdict)
    return verdict


def _remembered(verdict: Verdict) -> tuple[int, bytes] | None:
    try:
        known = head.remembered()
    except ValueError:
        verdict.problems.append(Problem("head_damaged"))
        return None
    if known is None and Link.objects.exists():
        verdict.problems.append(Problem("head_missing"))
    return known


def _walk(verdict: Verdict, known: tuple[int, bytes] | None) -> Iterator[Problem]:
    n, previous = 0, START
    for found, entry_id, prev_hash, link_hash, *row in _links():
        if found != n + 1:
            yield Problem("gap", n=n + 1)
        elif bytes(prev_hash) != previous:
            yield Problem("broken", n=found, entry_id=entry_id)
        if row[0] is None:
            yield Problem("removed", n=found, entry_id=entry_id)
        elif not hmac.compare_digest(digest(found, bytes(prev_hash), row), bytes(link_hash)):
            yield Problem("changed", n=found, entry_id=entry_id)
        n, previous = found, bytes(link_hash)
        verdict.sealed += 1
        if known and known[0] == n and known[1] != previous:
            yield Problem("broken", n=n, entry_id=entry_id)
    if known and known[0] > n:
        yield Problem("cut", n=n + 1)


def _links() -> Iterator[tuple[Any, ...]]:
    columns = ", ".join(f"e.{name.strip()}" for name in COLUMNS.split(","))
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT l.n, l.entry_id, l.prev_hash, l.hash, {columns} "  # noqa: S608 - fixed names
                "FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id "
                "WHERE l.n > %s ORDER BY l.n LIMIT %s",
                [last, _BATCH],
            )
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < _BATCH:
            return
        last = rows[-1][0]


def _look_for_late(verdict: Verdict) -> None:
    """An entry that never got its link: sealing has stopped, or somebody slipped it in or hid it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(id) FILTER (WHERE at < %s) FROM audit_entry e "
            "WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry_id = e.id)",
            [clock.now() - _LATE],
        )
        verdict.waiting, late = cursor.fetchone()
    if late is not None:
        verdict.problems.append(Problem("unsealed", entry_id=late))
