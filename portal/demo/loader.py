"""Loads the demo clinic once: by the product's own actions, in the order of time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection

from portal.demo import (
    alive,
    careplans,
    checkins,
    clinic,
    conversations,
    families,
    library,
    live_sessions,
    patients,
    practice,
    replies,
    scores,
    sessions,
)
from portal.demo.cast import Cast
from portal.demo.models import Load
from portal.demo.timeline import Timeline
from portal.kernel import clock
from portal.outbox import jobs

# Each tells its part of the story to the timeline. Same instants keep this order.
CHAPTERS = (
    library.tell, replies.tell, patients.tell, sessions.tell, scores.tell, careplans.tell, conversations.tell,
    practice.tell, checkins.tell, families.tell, live_sessions.tell,
)  # fmt: skip


class HalfLoaded(Exception):
    """An earlier load was interrupted."""


def load(*, said: Callable[[int, int], None] = lambda _done, _all: None) -> bool:
    """True when it loaded, False when the clinic was there already: then only today is made to look alive.

    Raises HalfLoaded.
    """
    before = Load.objects.first()
    if before and before.finished_at:
        alive.freshen()
        return False
    if before:
        raise HalfLoaded
    clock.set_fixed(None)
    present = clock.now()
    mark = Load.objects.create(started_at=present)
    with _commits_unawaited():
        _tell(present, said)
    mark.finished_at = clock.now()
    mark.save(update_fields=["finished_at"])
    return True


def _tell(present: datetime, said: Callable[[int, int], None]) -> None:
    line, cast = Timeline(present), Cast()
    clock.set_fixed(present - timedelta(days=clinic.OPENED_DAYS_AGO))
    try:
        clinic.build(cast, line)
    finally:
        clock.set_fixed(None)
    for chapter in CHAPTERS:
        chapter(cast, line)
    line.run(said=said, after=jobs.run_due)
    # In the evening it makes a session that begins soon, and that has reactions too.
    alive.freshen()
    jobs.run_due()


@contextmanager
def _commits_unawaited() -> Iterator[None]:
    """Thousands of small commits need not each wait for the disk: the one of the finished mark, behind them,
    waits for all, and a load without it never passes for whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET synchronous_commit")
