"""Running due reactions. Each try is counted before it is made; the eighth failure is the last."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from portal.kernel import clock
from portal.outbox import registry
from portal.outbox.facts import Fact
from portal.outbox.models import Job, StoredEvent
from portal.outbox.sql import CLAIM_JOB

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
_LEASE = timedelta(seconds=60)
_LONGEST_PAUSE = 300


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

    A reaction that fails waits 2, 4, 8 ... seconds (five minutes at most) and never holds up the others.
    """
    ran = 0
    while ran < limit and (claim := _claim()):
        ran += 1
        _run(claim)
    return ran


def _claim() -> _Claim | None:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_JOB, {"now": now, "lease": now + _LEASE})
        row = cursor.fetchone()
    return _Claim(*row) if row else None


def _run(claim: _Claim) -> None:
    if claim.attempts > MOST_ATTEMPTS:  # the last try never came back: its process died
        _settle(claim, error="NeverCameBack")
        return
    try:
        function = registry.named(claim.handler)
        if function is None:
            raise NoSuchHandler(claim.handler)
        function(fact(claim.event_id))
    except Exception as error:  # any handler may fail in any way; the others go on
        log.warning(
            "outbox handler failed job=%s handler=%s attempt=%s error=%s",
            *(claim.job_id, claim.handler, claim.attempts, type(error).__name__),
            exc_info=error,
        )
        _settle(claim, error=type(error).__name__)
    else:
        Job.objects.filter(id=claim.job_id).update(state=Job.State.DONE, last_error="")


def fact(event_id: int) -> Fact:
    row = StoredEvent.objects.get(id=event_id)
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
