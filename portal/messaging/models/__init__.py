"""Tables of this domain, by subject: `threads`, `changes`, `reading`."""

from portal.messaging.models.changes import MessageVersion
from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.threads import Message, Thread

__all__ = ["Draft", "Message", "MessageVersion", "ReadMark", "Replying", "Thread"]
