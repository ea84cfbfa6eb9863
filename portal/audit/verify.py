"""Walking the chain from its first link, and saying plainly what does not hold."""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import zip_longest
from typing import Literal, NamedTuple

from django.db import connection

from portal.audit import head
from portal.audit.chain import MARK, PLAIN, START, hash_of, hash_of_one, mark
from portal.audit.models import Link
from portal.kernel import clock

Trouble = Literal["changed", "removed", "gap", "broken", "cut", "head_missing", "head_damaged", "unsealed"]
_LATE = timedelta(minutes=5)
# A link without marks holds one entry, whatever else is written there.
_HELD = "CASE WHEN marks = '' THEN ARRAY[entry_id] ELSE entry_ids END"
_LINKS = f"""
SELECT n, {_HELD}, marks, prev_hash, hash FROM audit_link WHERE n > %s ORDER BY n LIMIT %s
"""  # noqa: S608 - fixed column names
_ENTRIES = f"SELECT e.id, {PLAIN} FROM audit_entry e WHERE e.id = ANY(%s)"  # noqa: S608 - fixed column names
_WITHOUT_LINK = f"""
SELECT count(*), min(id) FILTER (WHERE at < %s) FROM audit_entry e
WHERE NOT EXISTS (SELECT FROM (SELECT unnest({_HELD}) AS id FROM audit_link) l WHERE l.id = e.id)
"""  # noqa: S608 - fixed column names
_BATCH = 50  # links, with all that they hold


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
    for link, entries in _links():
        if link.n != n + 1:
            yield Problem("gap", n=n + 1)
        elif link.prev_hash != previous:
            yield Problem("broken", n=link.n)
        yield from _look_at(link, entries)
        n, previous = link.n, link.hash
        verdict.sealed += len(link.entry_ids)
        if known and known[0] == n and known[1] != previous:
            yield Problem("broken", n=n)
    if known and known[0] > n:
        yield Problem("cut", n=n + 1)


def _look_at(link: "_Link", entries: Mapping[int, str]) -> Iterator[Problem]:
    """`entries`: the words of those that are still there."""
    marks = [link.marks[at : at + MARK] for at in range(0, len(link.marks), MARK)]
    if marks and not _same(hash_of(link.n, link.prev_hash, link.marks), link.hash):
        yield Problem("broken", n=link.n)
    for entry_id, known in zip_longest(link.entry_ids, marks, fillvalue=None):
        plain = entries.get(entry_id or 0)
        if plain is None:
            yield Problem("removed", n=link.n, entry_id=entry_id or 0)
        elif not (_same(mark(plain), known or b"") if marks else _is_sealed_alone(link, plain)):
            yield Problem("changed", n=link.n, entry_id=entry_id or 0)


def _is_sealed_alone(link: "_Link", plain: str) -> bool:
    return _same(hash_of_one(link.n, link.prev_hash, plain), link.hash)


_same = hmac.compare_digest


class _Link(NamedTuple):
    n: int
    entry_ids: list[int]
    marks: bytes
    prev_hash: bytes
    hash: bytes


def _links() -> Iterator[tuple[_Link, dict[int, str]]]:
    """Each with the words of its entries."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_LINKS, [last, _BATCH])
            links = [_Link(n, ids, *map(bytes, rest)) for n, ids, *rest in cursor.fetchall()]
            cursor.execute(_ENTRIES, [[entry_id for link in links for entry_id in link.entry_ids]])
            entries = dict(cursor.fetchall())
        yield from ((link, entries) for link in links)
        if len(links) < _BATCH:
            return
        last = links[-1].n


def _look_for_late(verdict: Verdict) -> None:
    """An entry that never got its link: sealing has stopped, or somebody slipped it in or hid it."""
    with connection.cursor() as cursor:
        cursor.execute(_WITHOUT_LINK, [clock.now() - _LATE])
        verdict.waiting, late = cursor.fetchone()
    if late is not None:
        verdict.problems.append(Problem("unsealed", entry_id=late))
