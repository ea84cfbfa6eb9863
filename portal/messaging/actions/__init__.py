"""Changes of this domain, by subject: `writing`, `questions`, `editing`, `desk`, `reading`, `notes`,
`ranking`, `replies`, `sessions`, `following`, `owners`, `promising`, `together`."""

from portal.messaging.actions.desk import assign, claim, close_thread, start_replying
from portal.messaging.actions.editing import edit_message, recall_message
from portal.messaging.actions.following import follow_messages
from portal.messaging.actions.notes import Written, see_mentions, write_note
from portal.messaging.actions.owners import check_owners, settle_owners
from portal.messaging.actions.promising import set_promises
from portal.messaging.actions.ranking import rank_threads
from portal.messaging.actions.reading import mark_read, save_draft
from portal.messaging.actions.replies import archive_reply, change_reply, keep_reply
from portal.messaging.actions.sessions import place_by_sessions
from portal.messaging.actions.together import Asked, write_many
from portal.messaging.actions.writing import Sent, answer, send_message

__all__ = [
    "Asked",
    "Sent",
    "Written",
    "answer",
    "archive_reply",
    "assign",
    "change_reply",
    "check_owners",
    "claim",
    "close_thread",
    "edit_message",
    "follow_messages",
    "keep_reply",
    "mark_read",
    "place_by_sessions",
    "rank_threads",
    "recall_message",
    "save_draft",
    "see_mentions",
    "send_message",
    "set_promises",
    "settle_owners",
    "start_replying",
    "write_many",
    "write_note",
]
