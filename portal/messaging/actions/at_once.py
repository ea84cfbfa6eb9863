"""A message on an open thread, in one statement that is its own transaction (decision 0010).

It does what `writing` does by the ORM, with every condition asserted inside; where one fails it leaves
nothing, returns None, and the plain form is asked, which says why. What it is prepared from (whose thread
it is, and the team's hours) is held in memory and asserted as well: ids and hours, nothing of a person.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from portal import audit, outbox
from portal.kernel import clock, statements
from portal.kernel.actor import Actor
from portal.kernel.transaction import one_statement
from portal.messaging import logic, sql
from portal.messaging.events import MessageSent
from portal.messaging.models import Message
from portal.messaging.selectors.batch import parts_of
from portal.messaging.selectors.threads import Delivery, seen_by

_MOST = 4096
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


def send(actor: Actor, *, key: UUID, thread_id: UUID, body: str, digest: str) -> Delivery | None:
    """The patient's own words. `digest` is that of the plain form, so that the two know each other's keys."""
    facts, now = _facts_of(sql.SEND_FACTS, actor, thread_id), clock.now()
    if facts is None:
        return None
    today = clock.local(now, facts.zone).date()
    if facts.open_at is None or facts.hours_of != today:
        facts.hours, facts.hours_of = _hours_of(thread_id, today), today
        facts.open_at = logic.hours_from(facts.hours)
    by = logic.answer_by(now, topic=facts.topic, hours=facts.open_at)
    places = [f"thread.{thread_id}", f"topic.{facts.topic}"]
    own = {"from_team": False, "places": places, "answer_by": by, "hours": facts.hours, "today": today}
    return _write(sql.SEND, actor, facts, now, own, key=key, thread_id=thread_id, body=body, digest=digest)


def answer(
    actor: Actor, *, key: UUID, thread_id: UUID, body: str, digest: str, turn: Turn
) -> Delivery | None:
    """Words of a member of the team, where no colleague answers too."""
    facts = _facts_of(sql.ANSWER_FACTS, actor, thread_id)
    if facts is None:
        return None
    own = {"from_team": True, "places": [f"thread.{thread_id}"], "seen": turn.seen, "anyway": turn.anyway}
    return _write(
        sql.ANSWER, actor, facts, clock.now(), own, key=key, thread_id=thread_id, body=body, digest=digest
    )


def _facts_of(statement: str, actor: Actor, thread_id: UUID) -> _Facts | None:
    """Held by author and thread: what one author may know says nothing to another."""
    if actor.account_id is None:
        return None
    key = (actor.account_id, thread_id)
    held = _facts.get(key)
    if held is None:
        asked = {"thread_id": thread_id, "author_id": actor.account_id, "now": clock.now()}
        rows = statements.run(statement, asked)
        if not rows:
            return None
        held = _facts[key] = _Facts(*rows[0])
        if len(_facts) > _MOST:
            _facts.popitem(last=False)
    return held


def _hours_of(thread_id: UUID, today: date) -> str:
    return str(statements.run(sql.HOURS, {"thread_id": thread_id, "today": today})[0][0])


def _write(
    statement: str, actor: Actor, facts: _Facts, now: datetime, own: dict[str, Any], *,
    key: UUID, thread_id: UUID, body: str, digest: str,
) -> Delivery | None:  # fmt: skip
    message = Message(
        id=uuid4(), patient_id=facts.patient_id, program_id=facts.program_id, thread_id=thread_id,
        author_id=actor.me, from_team=own["from_team"], body=body, key=key,
    )  # fmt: skip
    event = MessageSent(object_id=message.id, thread_id=thread_id, from_team=message.from_team)
    sealed = Message._meta.get_field("body").pre_save(message, add=True)
    rows = one_statement(
        statement,
        {
            "id": message.id, "key": key, "thread_id": thread_id, "patient_id": facts.patient_id,
            "program_id": facts.program_id, "topic": facts.topic, "author_id": actor.account_id,
            "body": sealed, "digest": digest, "now": now,
        } | own | audit.signature(actor) | outbox.parameters(event),
    )  # fmt: skip
    if not rows:
        _facts.pop((actor.me, thread_id), None)
        return None
    return _delivery(message, chain(rows[0]))


def _delivery(message: Message, row: Any) -> Delivery:
    """What the statement returned is what everybody will be shown: nothing is read again."""
    parts, around = parts_of(row)
    message.author_name, message.author_role, at_desk, recipients = row
    thread = message.thread = parts.thread
    message.seq, message.team_seq, message.sent_at = thread.last_seq, thread.team_seq, thread.last_message_at
    outbox.wake_after_commit(recipients)
    if message.from_team and parts.replying and parts.replying.account_id == message.author_id:
        parts = replace(parts, replying=None)  # the statement took it away
    desk = around.of(message.author_id) if at_desk and message.author_id else None
    view = seen_by(message.author_id, parts, last=message, desk=desk)
    return Delivery(message, view)
