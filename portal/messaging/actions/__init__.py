"""Changes of this domain, by subject: `writing`, `desk`, `reading`, `ranking`, `following`, `owners`,
`promising`."""

from portal.messaging.actions.desk import assign, claim, close_thread, start_replying
from portal.messaging.actions.following import follow_message
from portal.messaging.actions.owners import check_owners, settle_owners
from portal.messaging.actions.promising import set_promises
from portal.messaging.actions.ranking import rank_threads
from portal.messaging.actions.reading import mark_read, save_draft
from portal.messaging.actions.writing import Sent, answer, send_message

__all__ = [
    "Sent",
    "answer",
    "assign",
    "check_owners",
    "claim",
    "close_thread",
    "follow_message",
    "mark_read",
    "rank_threads",
    "save_draft",
    "send_message",
    "set_promises",
    "settle_owners",
    "start_replying",
]
