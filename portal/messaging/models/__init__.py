"""Tables of this domain, by subject: `threads`, `attachments`, `changes`, `reading`, `clock`, `notes`,
`replies`."""

from portal.messaging.models.attachments import Attachment
from portal.messaging.models.changes import MessageVersion
from portal.messaging.models.clock import OwnerCheck, QuietReply, ReplyTime, TopicPromise
from portal.messaging.models.notes import Mention, Note
from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.replies import SavedReply
from portal.messaging.models.threads import Message, Thread

__all__ = [
    "Attachment",
    "Draft",
    "Mention",
    "Message",
    "MessageVersion",
    "Note",
    "OwnerCheck",
    "QuietReply",
    "ReadMark",
    "ReplyTime",
    "Replying",
    "SavedReply",
    "Thread",
    "TopicPromise",
]
