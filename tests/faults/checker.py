"""What a history must show. Each rule is a pure function from a history to its findings, in plain words.

The rules are those of messaging's promise (docs/reliability.md): every acknowledged message is read exactly
once by everyone entitled and by nobody else, in one order, without a hole, in the order in which each author
wrote; a message whose outcome is unknown is there for everybody or for nobody, and never twice.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.faults.history import History, Operation

Rule = Callable[[History], list[str]]


def everyone_entitled_reads_what_was_acknowledged(history: History) -> list[str]:
    """Each device by its feed, and each person in the conversation itself."""
    found = []
    seen = _seen(history)
    pages: dict[str, set[str]] = defaultdict(set)
    for (device_name, door), ids in seen.items():
        if door == "page":
            pages[history.devices[device_name].person] |= ids
    for operation in history.operations.values():
        for message_id, _ in set(operation.acks):
            for device in history.entitled_devices(operation.thread):
                if message_id not in seen[device.name, "feed"]:
                    found.append(f"{device.name} was never told of {operation.key}")
                if message_id not in pages[device.person]:
                    found.append(f"{device.person} does not find {operation.key} in the conversation")
    return found


def nobody_reads_twice(history: History) -> list[str]:
    times = Counter((read.device, read.door, read.message_id) for read in history.reads)
    return [
        f"{device} read {message_id} {count} times by its {door}"
        for (device, door, message_id), count in times.items()
        if count > 1
    ]


def nobody_else_reads(history: History) -> list[str]:
    return [
        f"{read.device} read {read.message_id}, which is not for {history.devices[read.device].person}"
        for read in history.reads
        if history.devices[read.device].person not in history.threads[read.thread].entitled
    ]


def no_key_makes_two_messages(history: History) -> list[str]:
    made: dict[str, set[str]] = defaultdict(set)
    for read in history.reads:
        made[read.words].add(read.message_id)
    for operation in history.operations.values():
        made[operation.key] |= {message_id for message_id, _ in operation.acks}
    return [f"{key} became {len(ids)} messages" for key, ids in made.items() if len(ids) > 1]


def an_answer_says_what_is_stored(history: History) -> list[str]:
    """Id and number of the acknowledgement are those that readers see, at every try the same."""
    found = []
    read_as: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for read in history.reads:
        read_as[read.words].add((read.message_id, read.seq))
    for operation in history.operations.values():
        said = set(operation.acks) | read_as[operation.key]
        if operation.acks and len(said) > 1:
            found.append(f"{operation.key} is {sorted(said)} by different answers")
    return found


def everyone_sees_one_order(history: History) -> list[str]:
    places: dict[tuple[str, int], set[str]] = defaultdict(set)
    for read in history.reads:
        places[read.thread, read.seq].add(read.message_id)
    return [
        f"place {seq} of {thread} holds {len(ids)} different messages"
        for (thread, seq), ids in places.items()
        if len(ids) > 1
    ]


def the_order_is_each_authors_own(history: History) -> list[str]:
    """Who knew that one message was stored before writing the next sees them in that order."""
    found = []
    by_author: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for operation in history.operations.values():
        if operation.acks:
            by_author[operation.author, operation.thread].append(operation)
    for own in by_author.values():
        for first, then in _known_before(own):
            if first.acks[0][1] >= then.acks[0][1]:
                found.append(
                    f"{first.author} wrote {first.key} before {then.key}, and it stands after it "
                    f"({first.acks[0][1]}, {then.acks[0][1]})"
                )
    return found


def _known_before(own: list[Operation]) -> Iterable[tuple[Operation, Operation]]:
    for first in own:
        for then in own:
            if first.ended_at is not None and first.ended_at < then.invoked_at:
                yield first, then


def numbers_have_no_hole(history: History) -> list[str]:
    """A conversation counts on by one for each reader of all of it, and so does each device's own feed."""
    found = []
    pages: dict[tuple[str, str], list[int]] = defaultdict(list)
    for read in history.reads:
        if read.door == "page":
            pages[read.device, read.thread].append(read.seq)
    for (device, thread), numbers in pages.items():
        first = history.threads[thread].before + 1
        if sorted(numbers) != list(range(first, first + len(numbers))):
            found.append(f"{device} reads {thread} with the numbers {_holes(numbers, first=first)} missing")
    for device, numbers in history.feed.items():
        if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            found.append(
                f"the feed of {device} lacks {_holes(numbers, first=numbers[0])}, or is out of order"
            )
    return found


def _holes(numbers: list[int], *, first: int) -> list[int]:
    return sorted(set(range(first, max(numbers) + 1)) - set(numbers))[:10]


def the_unknown_is_there_for_all_or_for_nobody(history: History) -> list[str]:
    found = []
    seen = _seen(history)
    made = _made(history)
    for operation in history.operations.values():
        if operation.acks or operation.key not in made:
            continue
        for device in history.entitled_devices(operation.thread):
            if made[operation.key] not in seen[device.name, "feed"]:
                found.append(f"{operation.key} (outcome unknown) is stored, and {device.name} never read it")
    return found


def the_refused_never_appears(history: History) -> list[str]:
    made = _made(history)
    refused = [operation for operation in history.operations.values() if operation.end == "fail"]
    return [f"{operation.key} was refused, and is stored" for operation in refused if operation.key in made]


def nothing_comes_from_nowhere(history: History) -> list[str]:
    """Each message was written by somebody in this history, into this thread."""
    found = []
    for read in history.reads:
        operation = history.operations.get(read.words)
        if operation is None:
            found.append(f"{read.message_id} in {read.thread} was written by nobody")
        elif operation.thread != read.thread:
            found.append(f"{read.words} was written into {operation.thread} and stands in {read.thread}")
    return found


def every_message_has_its_end(history: History) -> list[str]:
    """Otherwise the history itself is broken, and the other rules would say too little."""
    return [f"{operation.key} was never ended" for operation in history.unanswered()]


def nothing_went_wrong_beside(history: History) -> list[str]:
    return [f"{what} ({count} times)" for what, count in Counter(history.troubles).items()]


RULES: tuple[Rule, ...] = (
    everyone_entitled_reads_what_was_acknowledged,
    nobody_reads_twice,
    nobody_else_reads,
    no_key_makes_two_messages,
    an_answer_says_what_is_stored,
    everyone_sees_one_order,
    the_order_is_each_authors_own,
    numbers_have_no_hole,
    the_unknown_is_there_for_all_or_for_nobody,
    the_refused_never_appears,
    nothing_comes_from_nowhere,
    every_message_has_its_end,
    nothing_went_wrong_beside,
)


def check(history: History) -> list[str]:
    """All findings of all rules, each with the name of its rule; empty where the history holds."""
    return [f"{rule.__name__}: {finding}" for rule in RULES for finding in rule(history)]


@dataclass(frozen=True)
class Trail:
    """What the audit holds. `writes`: message ids, one for each entry of a sent message. `reads`: how many
    frames were written down as delivered, by person."""

    writes: tuple[str, ...]
    reads: dict[str, int]
    problems: tuple[str, ...] = ()


def check_trail(history: History, trail: Trail) -> list[str]:
    """The chain verifies; a write has exactly one entry, a delivered frame is covered by one."""
    found = [f"the audit's chain: {problem}" for problem in trail.problems]
    entries = Counter(trail.writes)
    stored = {read.message_id for read in history.reads}
    stored |= {message_id for operation in history.operations.values() for message_id, _ in operation.acks}
    found += [
        f"{message_id} has {entries[message_id]} entries in the audit"
        for message_id in sorted(stored)
        if entries[message_id] != 1
    ]
    read: Counter[str] = Counter()
    for (device, door), ids in _seen(history).items():
        if door == "feed":
            read[history.devices[device].person] = max(read[history.devices[device].person], len(ids))
    found += [
        f"{person} was sent {count} messages, and the audit knows of {trail.reads.get(person, 0)}"
        for person, count in read.items()
        if trail.reads.get(person, 0) < count
    ]
    return found


def _seen(history: History) -> dict[tuple[str, str], set[str]]:
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for read in history.reads:
        seen[read.device, read.door].add(read.message_id)
    return seen


def _made(history: History) -> dict[str, str]:
    """The message that each key became, as readers saw it."""
    return {read.words: read.message_id for read in history.reads}
