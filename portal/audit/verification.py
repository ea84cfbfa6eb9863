"""Walks over the chain that are kept, so that a page can say when the record was last found whole."""

import logging

from portal.audit import chain
from portal.audit.models import Entry, Link, Verification
from portal.audit.verify import verify
from portal.kernel import clock

__all__ = ["Verification", "latest", "run"]
log = logging.getLogger(__name__)


def run() -> Verification:
    """Seals what waits, reads the whole chain and keeps what was found. Reads much: seldom, or when asked."""
    chain.seal()
    found = verify()
    last = Link.objects.order_by("-n").first()
    held = [last.entry_id, *last.entry_ids] if last else []
    entry = Entry.objects.filter(id__in=held).order_by("-id").first()
    if not found.holds:
        log.error("audit chain does not hold problems=%s", len(found.problems))
    return Verification.objects.create(
        at=clock.now(),
        sealed=found.sealed,
        waiting=found.waiting,
        sealed_until=entry.at if entry else None,
        problems=[[problem.trouble, problem.n, problem.entry_id] for problem in found.problems],
    )


def latest() -> Verification | None:
    return Verification.objects.order_by("-id").first()
