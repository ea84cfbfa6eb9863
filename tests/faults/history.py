"""What clients did and saw, written down while it happened. Pure: no clock, no network.

A message is invoked under its key. It ends as `ok` (the server answered: it is stored), `fail` (the server
refused it) or `info` (nobody knows: the phone gave up before an answer came). A device writes down every
message that reached it, and by which door: "feed" is what the socket and its catch-up bring, "page" is the
conversation as it is read at the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

End = Literal["ok", "fail", "info"]
Door = Literal["feed", "page"]


@dataclass(frozen=True)
class Thread:
    """`entitled` are people, named without asking the product. Up to the number `before` the conversation was
    there already: what devices read begins after it."""

    id: str
    entitled: frozenset[str]
    before: int


@dataclass(frozen=True)
class Device:
    name: str
    person: str


@dataclass
class Operation:
    """One message. `acks` holds (message id, seq) of every answer: a repeated try must get the same."""

    key: str
    author: str
    thread: str
    invoked_at: float
    end: End | None = None
    ended_at: float | None = None
    acks: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Read:
    """One message as one device got it. `words` is the key that the writer put into the text."""

    device: str
    door: Door
    thread: str
    message_id: str
    seq: int
    words: str


@dataclass
class History:
    threads: dict[str, Thread]
    devices: dict[str, Device]
    operations: dict[str, Operation] = field(default_factory=dict)
    reads: list[Read] = field(default_factory=list)
    feed: dict[str, list[int]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    def invoke(self, *, key: str, author: str, thread: str, at: float) -> None:
        if key in self.operations:
            raise ValueError(f"The key {key} was invoked before.")
        self.operations[key] = Operation(key, author, thread, at)

    def ok(self, key: str, *, message_id: str, seq: int, at: float) -> None:
        operation = self.operations[key]
        operation.acks.append((message_id, seq))
        self._end(operation, "ok", at)

    def fail(self, key: str, *, at: float) -> None:
        self._end(self.operations[key], "fail", at)

    def info(self, key: str, *, at: float) -> None:
        self._end(self.operations[key], "info", at)

    def _end(self, operation: Operation, end: End, at: float) -> None:
        # The first answer is the moment from which the author knows.
        if operation.ended_at is None or operation.end == "info":
            operation.end, operation.ended_at = end, at

    def frame(self, device: str, seq: int) -> None:
        """A numbered frame that the device took in, whatever it was about."""
        self.feed.setdefault(device, []).append(seq)

    def read(self, read: Read) -> None:
        self.reads.append(read)

    def trouble(self, what: str) -> None:
        """Something that must never happen whatever fails: an answer 500, a session that was lost."""
        self.troubles.append(what)

    def entitled_devices(self, thread: str) -> Iterable[Device]:
        return (d for d in self.devices.values() if d.person in self.threads[thread].entitled)

    def of_thread(self, thread: str) -> list[Operation]:
        return [operation for operation in self.operations.values() if operation.thread == thread]

    def unanswered(self) -> list[Operation]:
        return [operation for operation in self.operations.values() if operation.end is None]
