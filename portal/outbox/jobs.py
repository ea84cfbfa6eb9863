"""Running due reactions. Each try is counted before it is made; the eighth failure is the last."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import F

from portal.kernel import clock
from portal.outbox import registry
from portal.outbox.facts import Fact
from portal.outbox.models import Job, StoredEvent
from portal.outbox.sql import CLAIM_JOBS

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
_LEASE = timedelta(seconds=60)
_LONGEST_PAUSE = 300
_BATCH = 20
_HOLD_SECONDS = 2.0


class NoSuchHandler(Exception):
    """The stored name has no function in this release."""


@dataclass(frozen=True)
class _Claim:
    job_id: int
    event_id: int
    handler: str
    attempts: int


def run_due(*, limit: int = 50) -> int:
    """Runs reactions that are due, one after the other, each apart from the others. Returns how many ran.

    Several are claimed at once, and those that went well are settled at once: they are many and short.
    Where the process dies in between, they run again: at least once. A reaction that fails waits 2, 4, 8 ...
    seconds (five minutes at most) and never holds up the others.
    """
    ran = 0
    while ran < limit and (claims := _claim(min(_BATCH, limit - ran))):
        ran += _run_all(claims)
    return ran


def _claim(most: int) -> list[_Claim]:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_JOBS, {"now": now, "lease": now + _LEASE, "most": most})
        rows = sorted(cursor.fetchall(), key=lambda row: (row[4], row[0]))
    return [_Claim(*row[:4]) for row in rows]


def _run_all(claims: list[_Claim]) -> int:
    """How many of them were run. What is left after a while, or when this process must stop, is given back
    untried: another may be free, and a lease must not end under a job."""
    until = time.monotonic() + _HOLD_SECONDS
    events = StoredEvent.objects.in_bulk({claim.event_id for claim in claims})
    done: list[int] = []
    ran = 0
    try:
        for claim in claims:
            if ran and time.monotonic() > until:
                break
            ran += 1
            if _run(claim, events):
                done.append(claim.job_id)
    finally:
        left = [claim.job_id for claim in claims[ran:]]
        if done:
            Job.objects.filter(id__in=done).update(state=Job.State.DONE, last_error="")
        if left:
            untried = Job.objects.filter(id__in=left, state=Job.State.PENDING)
            untried.update(attempts=F("attempts") - 1, next_at=clock.now())
    return ran


def _run(claim: _Claim, events: Mapping[int, StoredEvent]) -> bool:
    """Whether it went well; a failure is settled here."""
    if claim.attempts > MOST_ATTEMPTS:  # the last try never came back: its process died
        _settle(claim, error="NeverCameBack")
        return False
    try:
        function = registry.named(claim.handler)
        if function is None:
            raise NoSuchHandler(claim.handler)
        function(_fact(events[claim.event_id]))
    except Exception as error:  # any handler may fail in any way; the others go on
        log.warning(
            "outbox handler failed job=%s handler=%s attempt=%s error=%s",
            *(claim.job_id, claim.handler, claim.attempts, type(error).__name__),
            exc_info=error,
        )
        _settle(claim, error=type(error).__name__)
        return False
    return True


def _fact(row: StoredEvent) -> Fact:
    return Fact(
        event_id=row.pk,
        kind=row.kind,
        object_id=row.object_id,
        patient_id=row.patient_id,
        program_id=row.program_id,
        data=row.data,
        at=row.at,
    )


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
