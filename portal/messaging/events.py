"""What happened to threads and messages. Ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from portal.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MessageSent(Event):
    """To everyone who may read the thread. `object_id` is the message's. `automatic`: nobody wrote it.
    `opens`: the thread's first."""

    kind: ClassVar[str] = "messaging.message_sent"
    thread_id: UUID
    from_team: bool
    automatic: bool = False
    opens: bool = False


@dataclass(frozen=True, kw_only=True)
class MessageEdited(Event):
    """Its author wrote it anew. To everyone who may read the thread. `object_id` is the message's."""

    kind: ClassVar[str] = "messaging.message_edited"
    thread_id: UUID
    from_team: bool


@dataclass(frozen=True, kw_only=True)
class MessageRecalled(Event):
    """Its author took it back. To everyone who may read the thread. `object_id` is the message's."""

    kind: ClassVar[str] = "messaging.message_recalled"
    thread_id: UUID
    from_team: bool


@dataclass(frozen=True, kw_only=True)
class ThreadRead(Event):
    """To everyone who may read the thread. `object_id` is the thread's, here and below."""

    kind: ClassVar[str] = "messaging.thread_read"


@dataclass(frozen=True, kw_only=True)
class ThreadClaimed(Event):
    """Claimed, assigned, or given back to all (`staff_id` None). To the team."""

    kind: ClassVar[str] = "messaging.thread_claimed"
    staff_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class ThreadClosed(Event):
    """To everyone who may read the thread."""

    kind: ClassVar[str] = "messaging.thread_closed"


@dataclass(frozen=True, kw_only=True)
class ThreadRanked(Event):
    """Moved in the inbox: by an alert that was raised or taken, or by a session of today. To the team."""

    kind: ClassVar[str] = "messaging.thread_ranked"


@dataclass(frozen=True, kw_only=True)
class ReplyingStarted(Event):
    """To the team."""

    kind: ClassVar[str] = "messaging.replying_started"


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    """To who may read the team's notes, never to the patient. `object_id` is the note's."""

    kind: ClassVar[str] = "messaging.note_written"
    thread_id: UUID


@dataclass(frozen=True, kw_only=True)
class MentionsSeen(Event):
    """To the one who was mentioned."""

    kind: ClassVar[str] = "messaging.mentions_seen"
