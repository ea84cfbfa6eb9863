"""REST of messaging, by subject. Each view names the selector or action, and translates."""

from api.messaging.views.messages import History, Message, Recall, Search
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
    "Assign",
    "Claim",
    "Close",
    "Draft",
    "History",
    "Inbox",
    "Message",
    "Messages",
    "Promise",
    "Read",
    "Recall",
    "Replying",
    "Search",
    "Threads",
    "Unread",
]
