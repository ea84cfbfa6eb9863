"""Tables of this domain, by subject: `threads`, `reading`."""

from portal.messaging.models.reading import Draft, ReadMark, Replying
from portal.messaging.models.threads import Message, Thread

__all__ = ["Draft", "Message", "ReadMark", "Replying", "Thread"]
