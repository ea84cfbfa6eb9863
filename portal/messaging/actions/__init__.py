"""Changes of this domain, by subject: `writing`, `desk`, `reading`, `notes`, `ranking`, `replies`,
`sessions`."""

from portal.messaging.actions.desk import assign, claim, close_thread, start_replying
from portal.messaging.actions.notes import Written, see_mentions, write_note
from portal.messaging.actions.ranking import rank_threads
from portal.messaging.actions.reading import mark_read, save_draft
from portal.messaging.actions.replies import archive_reply, change_reply, keep_reply
from portal.messaging.actions.sessions import place_by_sessions
from portal.messaging.actions.writing import Sent, answer, send_message

__all__ = [
    "Sent",
    "Written",
    "answer",
    "archive_reply",
    "assign",
    "change_reply",
    "claim",
    "close_thread",
    "keep_reply",
    "mark_read",
    "place_by_sessions",
    "rank_threads",
    "save_draft",
    "see_mentions",
    "send_message",
    "start_replying",
    "write_note",
]
