"""Changes of this domain, by subject: `writing`, `desk`, `reading`, `ranking`."""

from portal.messaging.actions.desk import assign, claim, close_thread, start_replying
from portal.messaging.actions.ranking import rank_threads
from portal.messaging.actions.reading import mark_read, save_draft
from portal.messaging.actions.writing import Sent, answer, send_message

__all__ = [
    "Sent",
    "answer",
    "assign",
    "claim",
    "close_thread",
    "mark_read",
    "rank_threads",
    "save_draft",
    "send_message",
    "start_replying",
]
