"""Tables of this domain, by subject: `threads`, `attachments`, `reading`."""

from portal.messaging.models.attachments import Attachment
from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.threads import Message, Thread

__all__ = ["Attachment", "Draft", "Message", "ReadMark", "Replying", "Thread"]
