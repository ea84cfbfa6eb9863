"""Reads of this domain, by subject: `attachments`, `threads`, `inbox`, `marks`, `promises`, `drafts`,
`notes`, `replies`."""

from portal.messaging.selectors.drafts import draft
from portal.messaging.selectors.inbox import QUEUES, Counts, Unread, counts, inbox, unread
from portal.messaging.selectors.marks import Marks
from portal.messaging.selectors.notes import NoteDelivery, NoteView, colleagues, note_delivery, notes
from portal.messaging.selectors.promises import Promise, hours_of, promise
from portal.messaging.selectors.replies import FilledReply, filled_replies, replies, reply_programs
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
    "FilledReply",
    "Marks",
    "NoteDelivery",
    "NoteView",
    "Page",
    "Promise",
    "ThreadView",
    "Unread",
    "colleagues",
    "counts",
    "delivery",
    "draft",
    "filled_replies",
    "hours_of",
    "inbox",
    "messages",
    "note_delivery",
    "notes",
    "open_threads",
    "promise",
    "replies",
    "reply_programs",
    "thread",
    "threads_for",
    "unread",
    "view_of",
    "views_of",
]
