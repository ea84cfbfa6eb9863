"""Messages on open threads, in one statement that is its own transaction (decisions 0010 and 0025).

It does what `writing` does by the ORM, with every condition asserted inside; a message for which one fails
leaves nothing, comes back as None, and the plain form is asked, which says why. What they are prepared from
(whose thread it is, and the team's hours) is held in memory and asserted as well: ids and hours, nothing of
a person.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from portal import audit, outbox
from portal.kernel import clock, statements
from portal.kernel.actor import Actor
from portal.kernel.rounds import Rounds
from portal.kernel.transaction import one_statement
from portal.messaging import logic, sql
from portal.messaging.events import MessageSent
from portal.messaging.models import Message
from portal.messaging.selectors import fresh
from portal.messaging.selectors.batch import Found, parts_of
from portal.messaging.selectors.threads import Delivery, seen_by

_MOST = 4096
_MOST_TOGETHER = 50
_facts: "OrderedDict[tuple[UUID, UUID], _Facts]" = OrderedDict()


@dataclass
class _Facts:
    patient_id: UUID
    program_id: UUID
    topic: str
    zone: str
    hours: str = ""
    hours_of: date | None = None
    open_at: logic.Hours | None = None


@dataclass(frozen=True)
class Turn:
    """The last message that the writer has seen; `anyway`: it goes whoever answers too."""

    seen: int | None
    anyway: bool


_NO_TURN = Turn(None, anyway=False)
_NO_PROMISE = {"promise": None, "hours": None, "today": None}


@dataclass(frozen=True)
class Words:
    """What somebody wants to say on a thread: with a `turn` for the team, without it as the patient. `digest`
    is that of the plain form, so that the two know each other's keys."""

    actor: Actor
    key: UUID
    thread_id: UUID
    body: str
    digest: str
    turn: Turn | None = None


def write(said: Sequence[Words]) -> list[Delivery | None]:
    """Each one's words on an open thread. One alone waits for its thread; of several, those whose thread
    another writer holds come back as None, so that nobody waits for anybody. So does an answer beside a
    colleague's."""
    now = clock.now()
    messages: dict[UUID, Message] = {}
    rows: list[dict[str, Any]] = []
    ids: list[UUID | None] = []
    taken: set[tuple[UUID | None, ...]] = set()
    for words in said:
        facts = _facts_of(words)
        # One message on a thread, and one use of a key, in a statement: the next of them goes by itself.
        mine = {(words.thread_id,), (words.actor.account_id, words.key)}
        if facts is None or taken & mine:
            ids.append(None)
            continue
        taken |= mine
        message = statements.blank(
            Message, id=uuid4(), patient_id=facts.patient_id, program_id=facts.program_id,
            thread_id=words.thread_id, author_id=words.actor.me, from_team=words.turn is not None,
            body=words.body, key=words.key,
        )  # fmt: skip
        ids.append(message.id)
        messages[message.id] = message
        rows.append(_handed_in(message, words, facts, now))
    if not rows:
        return [None for _ in said]
    text = sql.WRITE_ONE if len(said) == 1 else sql.WRITE_MANY
    found = one_statement(text, {"said": statements.rows(rows), "now": now, "kind": MessageSent.kind})
    shown: dict[UUID, Found] = {}
    made = {one.message.id: one for one in (_delivery(messages, iter(row), shown) for row in found)}
    fresh.keep(shown)
    outbox.wake_after_commit({recipient for row in found for recipient in row[-1]})
    for message in messages.values():
        if message.id not in made and message.author_id:
            _facts.pop((message.author_id, message.thread_id), None)
    return [made.get(one) if one else None for one in ids]


_rounds: Rounds[Words, Delivery] = Rounds(write, most=_MOST_TOGETHER)


def say(words: Words) -> Delivery | None:
    """`write` for one who waits for nobody else's: with those who write in other threads at the same moment,
    and by itself where it could not go with them."""
    made, together = _rounds.ask(words)
    return made if made is not None or not together else write([words])[0]


def _facts_of(words: Words) -> _Facts | None:
    """Held by author and thread: what one author may know says nothing to another."""
    if words.actor.account_id is None:
        return None
    key = (words.actor.account_id, words.thread_id)
    held = _facts.get(key)
    if held is None:
        asked = {"thread_id": words.thread_id, "author_id": words.actor.account_id, "now": clock.now()}
        rows = statements.run(sql.ANSWER_FACTS if words.turn else sql.SEND_FACTS, asked)
        if not rows:
            return None
        held = _facts[key] = _Facts(*rows[0])
        if len(_facts) > _MOST:
            _facts.popitem(last=False)
    return held


def _promise(words: Words, facts: _Facts, now: datetime) -> dict[str, Any]:
    today = clock.local(now, facts.zone).date()
    if facts.open_at is None or facts.hours_of != today:
        facts.hours, facts.hours_of = _hours_of(words.thread_id, today), today
        facts.open_at = logic.hours_from(facts.hours)
    promise = logic.answer_by(now, topic=facts.topic, hours=facts.open_at)
    return {"promise": promise, "hours": facts.hours, "today": today}


def _hours_of(thread_id: UUID, today: date) -> str:
    return str(statements.run(sql.HOURS, {"thread_id": thread_id, "today": today})[0][0])


def _handed_in(message: Message, words: Words, facts: _Facts, now: datetime) -> dict[str, Any]:
    event = MessageSent(object_id=message.id, thread_id=words.thread_id, from_team=message.from_team)
    own = _NO_PROMISE if words.turn else _promise(words, facts, now)
    turn = words.turn or _NO_TURN
    return {
        "message_id": message.id, "key": words.key, "thread_id": words.thread_id,
        "patient_id": facts.patient_id, "program_id": facts.program_id, "topic": facts.topic,
        "body": Message._meta.get_field("body").pre_save(message, add=True), "digest": words.digest,
        "by_team": message.from_team, "seen": turn.seen, "anyway": turn.anyway,
    } | own | audit.signature(words.actor) | outbox.parameters(event)  # fmt: skip


def _delivery(messages: Mapping[UUID, Message], row: Any, shown: dict[UUID, Found]) -> Delivery:
    """What the statement returned is what everybody will be `shown`: nothing is read again."""
    parts, around = parts_of(row)
    message_id, name, role, at_desk, _recipients = row
    message = messages[message_id]
    message.author_name, message.author_role = name, role
    thread = message.thread = parts.thread
    message.seq, message.team_seq, message.sent_at = thread.last_seq, thread.team_seq, thread.last_message_at
    if message.from_team and parts.replying and parts.replying.account_id == message.author_id:
        parts = replace(parts, replying=None)  # the statement took it away
    shown[message.id] = Found(parts, around, message, message)
    desk = around.of(message.author_id) if at_desk and message.author_id else None
    return Delivery(message, seen_by(message.author_id, parts, last=message, desk=desk))
