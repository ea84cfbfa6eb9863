"""REST of messaging, by subject. Each view names the selector or action, and translates."""

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
    "Inbox",
    "Messages",
    "Promise",
    "Read",
    "Replying",
    "Threads",
    "Unread",
]
