"""REST of messaging, by subject. Each view names the selector or action, and translates."""

from api.messaging.views.messages import History, Message, Recall, Search
from api.messaging.views.notes import Colleagues, MentionsSeen, Notes
from api.messaging.views.replies import ArchiveReply, SavedReplies, SavedReply, ThreadReplies
from api.messaging.views.threads import (
    Answers,
    Assign,
    Claim,
    Close,
    Draft,
    Inbox,
    Messages,
    Promise,
    Read,
    Replying,
    Threads,
    Unread,
)

__all__ = [
    "Answers",
    "ArchiveReply",
    "Assign",
    "Claim",
    "Close",
    "Colleagues",
    "Draft",
    "History",
    "Inbox",
    "MentionsSeen",
    "Message",
    "Messages",
    "Notes",
    "Promise",
    "Read",
    "Recall",
    "Replying",
    "SavedReplies",
    "SavedReply",
    "Search",
    "ThreadReplies",
    "Threads",
    "Unread",
]
