"""Tables of this domain, by subject: `threads`, `attachments`, `changes`, `reading`."""

from portal.messaging.models.attachments import Attachment
from portal.messaging.models.changes import MessageVersion
from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.threads import Message, Thread

__all__ = ["Attachment", "Draft", "Message", "MessageVersion", "ReadMark", "Replying", "Thread"]
