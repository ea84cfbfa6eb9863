"""Reads of this domain, by subject: `attachments`, `threads`, `inbox`, `promises`, `clock`, `owners`,
`drafts`."""

from portal.messaging.selectors.clock import (
    Clock,
    Line,
    Report,
    Terms,
    reply_report,
    team_clock,
    terms,
)
from portal.messaging.selectors.drafts import draft
from portal.messaging.selectors.inbox import QUEUES, Counts, Unread, counts, inbox, unread
from portal.messaging.selectors.owners import owner_check
from portal.messaging.selectors.promises import Member, Promise, hours_of, promise
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
    "Clock",
    "Counts",
    "Delivery",
    "Desk",
    "Line",
    "Member",
    "Page",
    "Promise",
    "Report",
    "Terms",
    "ThreadView",
    "Unread",
    "counts",
    "delivery",
    "draft",
    "hours_of",
    "inbox",
    "messages",
    "open_threads",
    "owner_check",
    "promise",
    "reply_report",
    "team_clock",
    "terms",
    "thread",
    "threads_for",
    "unread",
    "view_of",
    "views_of",
]
