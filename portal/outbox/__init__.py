"""The outbox: what happened, committed together with the change that made it happen.

Owns the rows that say what happened (`outbox_event`), whom to tell (`outbox_item`), how far each recipient
was told (`outbox_cursor`) and which reactions are still due (`outbox_job`).

Invariants: an event commits with its change or not at all; it carries ids, never what a person wrote;
each recipient's items are numbered 1, 2, 3 without a hole, in the order in which they became visible;
a handler runs at least once. Redis only wakes: without it everything arrives, a little later.
"""

from portal.kernel.events import Event
from portal.outbox.facts import Fact, Item
from portal.outbox.publishing import parameters, publish, wake_after_commit
from portal.outbox.registry import batch_handler, handler
from portal.outbox.wakes import end_session, wake

__all__ = [
    "Event",
    "Fact",
    "Item",
    "batch_handler",
    "end_session",
    "handler",
    "parameters",
    "publish",
    "wake",
    "wake_after_commit",
]
