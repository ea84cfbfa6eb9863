"""Running due reactions. Each try is counted before it is made; the eighth failure is the last."""

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F

from portal.kernel import clock, statements
from portal.outbox import registry
from portal.outbox.facts import Fact
from portal.outbox.models import Job
from portal.outbox.sql import CLAIM_JOBS, SETTLE_JOBS

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
_LEASE = timedelta(seconds=60)
_LONGEST_PAUSE = 300
A_BATCH = 1500
_HOLD_SECONDS = 2.0


class NoSuchHandler(Exception):
    """The stored name has no function in this release."""


@dataclass(frozen=True)
class _Claim:
    job_id: int
    handler: str
    attempts: int
    fact: Fact


def run_due(*, limit: int = 400) -> int:
    """Runs reactions that are due, each apart from the others. Returns how many ran.

    Several are claimed at once, what takes several takes them at once, and those that went well are settled
    at once: they are many and short. Where the process dies in between, they run again: at least once. A
    reaction that fails waits 2, 4, 8 ... seconds (five minutes at most) and never holds up the others.
    """
    ran = 0
    while ran < limit and (batch := run_batch(min(A_BATCH, limit - ran))).ran:
        ran += batch.ran
    return ran


@dataclass(frozen=True)
class Batch:
    """`more`: others may be due already."""

    ran: int
    more: bool


def run_batch(most: int = A_BATCH) -> Batch:
    """One claim and what it holds."""
    claims = _claim(most)
    if not claims:
        return Batch(0, more=False)
    # What failed before is claimed alone, whatever waits behind it.
    return Batch(_run_all(claims), more=len(claims) == most or claims[0].attempts > 1)


def _claim(most: int) -> list[_Claim]:
    now = clock.now()
    rows = statements.run(CLAIM_JOBS, {"now": now, "lease": now + _LEASE, "most": most})
    return [_Claim(row[1], row[2], row[3], _fact(row[4:])) for row in sorted(rows, key=lambda row: row[:2])]


def _fact(row: Sequence[Any]) -> Fact:
    event_id, kind, object_id, patient_id, program_id, data, at = row
    return Fact(
        event_id=event_id, kind=kind, object_id=object_id, patient_id=patient_id, program_id=program_id,
        data=json.loads(data) if isinstance(data, str) else data, at=at,
    )  # fmt: skip


def _run_all(claims: list[_Claim]) -> int:
    """How many of them were run. What is left after a while, or when this process must stop, is given back
    untried: another may be free, and a lease must not end under a job."""
    until = time.monotonic() + _HOLD_SECONDS
    begun: set[int] = set()
    done: list[int] = []
    try:
        for group in _groups(claims):
            if begun and time.monotonic() > until:
                break
            begun.update(claim.job_id for claim in group)
            if _run(group):
                done += [claim.job_id for claim in group]
    finally:
        left = [claim.job_id for claim in claims if claim.job_id not in begun]
        if done:
            _let_go(done)
        if left:
            untried = Job.objects.filter(id__in=left, state=Job.State.PENDING)
            untried.update(attempts=F("attempts") - 1, next_at=clock.now())
    return len(begun)


def _groups(claims: list[_Claim]) -> list[list[_Claim]]:
    """In order, but that all of one reaction that takes several stand with their first. What was tried
    before was claimed alone, and so is alone here."""
    found: dict[object, list[_Claim]] = {}
    for claim in claims:
        reaction = registry.named(claim.handler)
        by = claim.handler if reaction is not None and reaction.together else claim.job_id
        found.setdefault(by, []).append(claim)
    return list(found.values())


def _run(group: list[_Claim]) -> bool:
    """Whether it went well; a failure is settled here."""
    first = group[0]
    if first.attempts > MOST_ATTEMPTS:  # the last try never came back: its process died
        _settle(first, error="NeverCameBack")
        return False
    try:
        reaction = registry.named(first.handler)
        if reaction is None:
            raise NoSuchHandler(first.handler)
        reaction.run([claim.fact for claim in group])
    except Exception as error:  # any handler may fail in any way; the others go on
        log.warning(
            "outbox handler failed job=%s of=%s handler=%s attempt=%s error=%s",
            *(first.job_id, len(group), first.handler, first.attempts, type(error).__name__),
            exc_info=error,
        )
        for claim in group:
            _settle(claim, error=type(error).__name__)
        return False
    return True


def _let_go(done: list[int]) -> None:
    """What went well is no longer due, and nothing else is known of it."""
    statements.run(SETTLE_JOBS, {"done": done})


def _settle(claim: _Claim, *, error: str) -> None:
    dead = claim.attempts >= MOST_ATTEMPTS
    pause = timedelta(seconds=min(2**claim.attempts, _LONGEST_PAUSE))
    Job.objects.filter(id=claim.job_id, state=Job.State.PENDING).update(
        state=Job.State.DEAD if dead else Job.State.PENDING,
        attempts=min(claim.attempts, MOST_ATTEMPTS),
        next_at=clock.now() + pause,
        last_error=error[:120],
    )
    if dead:
        log.error("outbox handler quarantined job=%s handler=%s", claim.job_id, claim.handler)


def dead() -> list[Job]:
    """The quarantined reactions, oldest first."""
    return list(Job.objects.filter(state=Job.State.DEAD).select_related("event").order_by("id"))


def retry(job_ids: list[int] | None = None) -> int:
    """Gives quarantined reactions (None: all) eight new tries. Returns how many."""
    found = Job.objects.filter(state=Job.State.DEAD)
    if job_ids is not None:
        found = found.filter(id__in=job_ids)
    return found.update(state=Job.State.PENDING, attempts=0, next_at=clock.now())
