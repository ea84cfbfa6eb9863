"""Tables of this domain, by subject: `threads`, `reading`, `clock`."""

from portal.messaging.models.clock import OwnerCheck, QuietReply, ReplyTime, TopicPromise
from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.threads import KINDS, Message, Thread

__all__ = [
    "KINDS",
    "Draft",
    "Message",
    "OwnerCheck",
    "QuietReply",
    "ReadMark",
    "ReplyTime",
    "Replying",
    "Thread",
    "TopicPromise",
]
