"""The one statement leaves exactly what the plain form leaves, or nothing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.audit.models import Entry
from portal.kernel import clock
from portal.kernel.errors import BeingAnswered, KeyReused, NotFound, Refused
from portal.kernel.models import DataKey, IdempotencyKey
from portal.messaging import actions, selectors, sql
from portal.messaging.actions import at_once, writing
from portal.messaging.models import Draft, Message, ReadMark, Replying, Thread
from portal.outbox import models as outbox
from portal.outbox import relay
from portal.programs import actions as programs
from portal.programs.models import Patient
from tests.portal.messaging.conftest import WEDNESDAY
from tests.portal.messaging.objects import say
from tests.world import SETUP, World

TABLES: tuple[type[models.Model], ...] = (
    Thread, Message, Draft, Replying, ReadMark, Entry, IdempotencyKey,
    outbox.StoredEvent, outbox.Item, outbox.Cursor, outbox.Job,
)  # fmt: skip
# Made anew by every writing: names of rows, and the random part of what is sealed.
OWN = {"id", "event_id", "object_id"}

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(str.strip)
KINDS = (
    "send", "answer", "answer by lead", "lead answers anyway", "lead saw nothing", "claim", "read",
    "replying", "draft", "recall", "session", "mention",
)  # fmt: skip
STEP = st.tuples(
    st.sampled_from(KINDS),
    WORDS,
    st.integers(min_value=0, max_value=3 * 24 * 60),
)


TURNS: dict[str, dict[str, Any]] = {
    "answer by lead": {},
    "lead answers anyway": {"seen": 1, "anyway": True},
    "lead saw nothing": {"seen": 1},
}


def _do(world: World, thread_id: UUID, step: tuple[str, str, int], key: UUID, *, plain: bool) -> None:
    kind, body, minutes = step
    body = body.strip()
    if plain:
        said: dict[str, Any] = {"thread": thread_id, "topic": None, "body": body}
        send = partial(writing._send_plainly, said=said)
        answer = partial(writing._answer_plainly, said={"thread": thread_id, "answer": body})
    else:
        send, answer = partial(actions.send_message), partial(actions.answer)
    therapist, patient = world.actor("therapist"), world.actor("patient")
    if kind == "send":
        send(patient, key=key, body=body, thread_id=thread_id)
    elif kind == "answer":
        answer(therapist, key=key, body=body, thread_id=thread_id)
    elif kind in TURNS:
        with suppress(BeingAnswered):
            answer(world.actor("lead"), key=key, body=body, thread_id=thread_id, **TURNS[kind])
    elif kind == "recall":
        last = Thread.objects.get(id=thread_id).last_seq
        Message.objects.filter(thread=thread_id, seq=last).update(recalled_at=clock.now())
    elif kind == "session":
        Thread.objects.filter(id=thread_id).update(session_at=clock.now() + timedelta(minutes=minutes))
    elif kind == "mention":
        names = [world.people["lead"].id]
        actions.write_note(therapist, key=key, thread_id=thread_id, body=body, mentions=names)
    elif kind == "claim":
        actions.claim(therapist, key=key, thread_id=thread_id)
    elif kind == "read":
        actions.mark_read(patient, thread_id=thread_id, seq=1)
    elif kind == "replying":
        actions.start_replying(therapist, thread_id=thread_id)
    else:
        actions.save_draft(patient, place=f"thread.{thread_id}", body=body)
    relay.relay_items()  # a test's transaction never commits: what would follow the commit


def _left() -> dict[str, list[dict[str, Any]]]:
    """Every row that writing touches, without the names that differ from one writing to the next."""
    found = {}
    for table in TABLES:
        rows = []
        for row in table._default_manager.all():
            values = {
                field.attname: getattr(row, field.attname)
                for field in table._meta.concrete_fields
                if field.attname not in OWN
            }
            rows.append(values)
        found[table.__name__] = sorted(rows, key=repr)
    return found


def _lived(
    world: World, thread_id: UUID, steps: list[tuple[str, str, int]], keys: list[UUID], plain: bool
) -> Any:
    """What stands in the tables after these steps; all of it is undone again."""
    at = WEDNESDAY
    with transaction.atomic():
        for step, key in zip(steps, keys, strict=True):
            at += timedelta(minutes=step[2])
            clock.set_fixed(at)
            _do(world, thread_id, step, key, plain=plain)
        left = _left()
        transaction.set_rollback(True)
    clock.set_fixed(WEDNESDAY)
    return left


@pytest.fixture
def in_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both forms are actions of their own; here they run inside a transaction that is undone."""
    atomic = transaction.atomic

    def anywhere(*args: Any, durable: bool = False, **rest: Any) -> Any:
        return atomic(*args, **rest)

    monkeypatch.setattr(transaction, "atomic", anywhere)
    monkeypatch.setattr("portal.kernel.transaction._alone", lambda: None)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_the_statement_leaves_exactly_what_the_plain_form_leaves(
    fixed: World, in_one_transaction: None, steps: list[tuple[str, str, int]]
) -> None:
    thread_id = say(fixed).thread_id if not Thread.objects.exists() else Thread.objects.get().id
    keys = [uuid4() for _ in steps]
    plain = _lived(fixed, thread_id, steps, keys, True)
    at_once_left = _lived(fixed, thread_id, steps, keys, False)
    for name, rows in plain.items():
        assert at_once_left[name] == rows, name


def test_it_is_one_statement_and_the_author_is_shown_what_a_fresh_look_shows(world: World) -> None:
    thread_id = say(world).thread_id
    DataKey.objects.update(made_at=clock.now() - timedelta(days=1))  # a young key is read each time
    for who, write in (("patient", actions.send_message), ("therapist", actions.answer)):
        write(world.actor(who), key=uuid4(), thread_id=thread_id, body="Fills what is held in memory")
        with CaptureQueriesContext(connection) as queries:
            sent = write(world.actor(who), key=uuid4(), thread_id=thread_id, body="Once more")
        assert len(queries) == 1
        fresh = selectors.delivery(world.actor(who), message_id=sent.message_id)
        from api.messaging.serializers import shape_delivery

        assert sent.delivery is not None
        assert shape_delivery(sent.delivery) == shape_delivery(fresh)


def _answer(world: World, who: str, thread_id: UUID, seen: int | None, anyway: bool) -> at_once.Words:
    return at_once.Words(world.actor(who), uuid4(), thread_id, "Yes", "", at_once.Turn(seen, anyway))


def test_who_answers_beside_a_colleague_is_refused_by_the_statement_itself(world: World) -> None:
    thread_id = say(world).thread_id
    for seen, anyway, goes in ((1, False, True), (1, False, False), (1, True, True), (3, False, True)):
        [made] = at_once.write(
            [_answer(world, "lead" if seen == 1 else "therapist", thread_id, seen, anyway)]
        )
        assert (made is not None) is goes, (seen, anyway)
    actions.start_replying(world.actor("therapist"), thread_id=thread_id)
    for who, anyway, goes in (("lead", False, False), ("therapist", False, True)):
        [made] = at_once.write([_answer(world, who, thread_id, None, anyway)])
        assert (made is not None) is goes, who


def test_a_refused_statement_leaves_its_key_free(committed: World) -> None:
    """An answer that waited for the thread while a colleague's went out, and then may not go."""
    thread_id, keys = say(committed).thread_id, [uuid4() for _ in range(12)]

    def one(n: int) -> bool:
        try:
            who = "therapist" if n % 2 else "lead"
            actions.answer(committed.actor(who), key=keys[n], thread_id=thread_id, body="Me", seen=1)
            return True
        except BeingAnswered:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        went = list(pool.map(one, range(12)))
    answers = Message.objects.filter(from_team=True)
    assert len(set(answers.values_list("author_id", flat=True))) == 1
    assert {row.key for row in answers} == {key for key, ok in zip(keys, went, strict=True) if ok}
    assert IdempotencyKey.objects.filter(key__in=keys).count() == answers.count()


def test_every_column_of_a_message_has_its_value_in_the_statement() -> None:
    assert set(sql.MESSAGE) == {field.column for field in Message._meta.concrete_fields}


def test_where_a_condition_fails_it_leaves_nothing_and_the_plain_form_says_why(world: World) -> None:
    thread_id = say(world).thread_id
    key = uuid4()
    actions.send_message(world.actor("patient"), key=key, thread_id=thread_id, body="Once")
    before = _left()
    with pytest.raises(KeyReused):
        actions.send_message(world.actor("patient"), key=key, thread_id=thread_id, body="Twice")
    for who in ("neighbour", "stranger", "off_team", "removed", "relative", "administrator"):
        for write in (actions.send_message, actions.answer):
            with pytest.raises(NotFound):
                write(world.actor(who), key=uuid4(), thread_id=thread_id, body="Hi")
    with pytest.raises(NotFound):
        actions.answer(world.actor("patient"), key=uuid4(), thread_id=thread_id, body="Hi")
    day = clock.now().date()
    Patient.objects.filter(id=world.patient.id).update(discharged_on=day - timedelta(days=2))
    with pytest.raises(Refused):
        actions.send_message(world.actor("patient"), key=uuid4(), thread_id=thread_id, body="Hi")
    assert _left() == before


def test_a_promise_never_comes_from_hours_that_have_changed_meanwhile(fixed: World) -> None:
    thread_id = say(fixed).thread_id
    actions.answer(fixed.actor("therapist"), key=uuid4(), thread_id=thread_id, body="Yes")
    actions.send_message(fixed.actor("patient"), key=uuid4(), thread_id=thread_id, body="Now it is held")
    actions.answer(fixed.actor("therapist"), key=uuid4(), thread_id=thread_id, body="Yes")
    programs.set_team_hours(SETUP, program_id=fixed.program.id, hours={})
    actions.send_message(fixed.actor("patient"), key=uuid4(), thread_id=thread_id, body="And now")
    assert Thread.objects.get().answer_by is None
    assert Thread.objects.get().waiting_since == WEDNESDAY


def test_many_at_once_on_one_thread_are_numbered_without_a_hole_for_everybody(committed: World) -> None:
    thread_id = say(committed).thread_id

    def one(n: int) -> None:
        try:
            if n % 2:
                actions.send_message(
                    committed.actor("patient"), key=uuid4(), thread_id=thread_id, body=f"Message {n}"
                )
            else:
                actions.answer(
                    committed.actor("therapist"), key=uuid4(), thread_id=thread_id, body=f"Answer {n}"
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(60)))
    rows = list(Message.objects.order_by("seq"))
    assert [row.seq for row in rows] == list(range(1, 62))
    assert [row.sent_at for row in rows] == sorted(row.sent_at for row in rows)
    assert rows[-1].team_seq == Thread.objects.get().team_seq == 30
    for recipient in outbox.Cursor.objects.all():
        told = outbox.Item.objects.filter(recipient=recipient.recipient).order_by("seq")
        assert list(told.values_list("seq", flat=True)) == list(range(1, recipient.last_seq + 1))
    assert not outbox.Item.objects.filter(seq=None).exists()


def test_one_key_many_times_at_once_is_one_message_on_an_open_thread(committed: World) -> None:
    thread_id, key = say(committed).thread_id, uuid4()

    def one(_n: int) -> UUID:
        try:
            return actions.send_message(
                committed.actor("patient"), key=key, thread_id=thread_id, body="Once"
            ).message_id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(one, range(40)))) == 1
    assert Message.objects.count() == 2 and Thread.objects.get().last_seq == 2


def test_it_is_refused_inside_somebodys_transaction(committed: World) -> None:
    thread_id = say(committed).thread_id
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.send_message(committed.actor("patient"), key=uuid4(), thread_id=thread_id, body="Hi")
