"""Reads of this domain, by subject: `attachments`, `threads`, `inbox`, `promises`, `drafts`."""

from portal.messaging.selectors.drafts import draft
from portal.messaging.selectors.inbox import QUEUES, Counts, Unread, counts, inbox, unread
from portal.messaging.selectors.promises import Promise, hours_of, promise
from portal.messaging.selectors.threads import (
    Delivery,
    Desk,
    Page,
    ThreadView,
    delivery,
    messages,
    open_threads,
    thread,
    threads_for,
    view_of,
    views_of,
)

__all__ = [
    "QUEUES",
    "Counts",
    "Delivery",
    "Desk",
    "Page",
    "Promise",
    "ThreadView",
    "Unread",
    "counts",
    "delivery",
    "draft",
    "hours_of",
    "inbox",
    "messages",
    "open_threads",
    "promise",
    "thread",
    "threads_for",
    "unread",
    "view_of",
    "views_of",
]
