"""Reads of this domain, by subject: `attachments`, `threads`, `inbox`, `marks`, `promises`, `clock`,
`owners`, `drafts`, `history`, `notes`, `replies`, `search`, `writers`; for deliveries `batch` and `fresh`."""

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
from portal.messaging.selectors.history import history
from portal.messaging.selectors.inbox import (
    QUEUES,
    Counts,
    InboxPage,
    Row,
    Unread,
    badges,
    counts,
    inbox,
    unread,
)
from portal.messaging.selectors.marks import Marks
from portal.messaging.selectors.notes import NoteDelivery, NoteView, colleagues, note_delivery, notes
from portal.messaging.selectors.owners import owner_check
from portal.messaging.selectors.promises import Member, Promise, hours_of, promise
from portal.messaging.selectors.replies import FilledReply, filled_replies, replies, reply_programs
from portal.messaging.selectors.search import Found, Hit, search
from portal.messaging.selectors.threads import (
    Delivery,
    Desk,
    Page,
    ThreadView,
    delivery,
    messages,
    open_threads,
    patients_words,
    thread,
    threads_for,
    view_of,
    views_of,
)
from portal.messaging.selectors.writers import TYPING_SEEN_BY, Writer, writer

__all__ = [
    "QUEUES",
    "TYPING_SEEN_BY",
    "Clock",
    "Counts",
    "Delivery",
    "Desk",
    "FilledReply",
    "Found",
    "Hit",
    "InboxPage",
    "Line",
    "Marks",
    "Member",
    "NoteDelivery",
    "NoteView",
    "Page",
    "Promise",
    "Report",
    "Row",
    "Terms",
    "ThreadView",
    "Unread",
    "Writer",
    "badges",
    "colleagues",
    "counts",
    "delivery",
    "draft",
    "filled_replies",
    "history",
    "hours_of",
    "inbox",
    "messages",
    "note_delivery",
    "notes",
    "open_threads",
    "owner_check",
    "patients_words",
    "promise",
    "replies",
    "reply_programs",
    "reply_report",
    "search",
    "team_clock",
    "terms",
    "thread",
    "threads_for",
    "unread",
    "view_of",
    "views_of",
    "writer",
]
