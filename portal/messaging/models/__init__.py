"""Tables of this domain, by subject: `threads`, `attachments`, `reading`, `clock`."""

from portal.messaging.models.attachments import Attachment
from portal.messaging.models.clock import OwnerCheck, QuietReply, ReplyTime, TopicPromise
from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.threads import KINDS, Message, Thread

__all__ = [
    "KINDS",
    "Attachment",
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
