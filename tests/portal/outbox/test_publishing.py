from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal import outbox
from portal.kernel.events import Event
from portal.outbox import registry
from portal.outbox.models import Cursor, Item, Job, StoredEvent
from portal.outbox.publishing import NoTransaction, TextInEvent

pytestmark = pytest.mark.django_db(transaction=True)
Happen = Callable[..., int | None]


@dataclass(frozen=True, kw_only=True)
class Wordy(Event):
    kind: ClassVar[str] = "test.wordy"
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class Plain(Event):
    kind: ClassVar[str] = "test.plain"


def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NoTransaction):
        outbox.publish(Plain(object_id=uuid4()), recipients=[])
    assert not StoredEvent.objects.exists()


def test_an_event_that_carries_text_is_refused() -> None:
    with pytest.raises(TextInEvent), transaction.atomic():
        outbox.publish(Wordy(object_id=uuid4(), body="I feel worse"), recipients=[])


def test_a_rolled_back_change_leaves_no_event() -> None:
    def change() -> None:
        with transaction.atomic():
            outbox.publish(Plain(object_id=uuid4()), recipients=[uuid4()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert not StoredEvent.objects.exists()
    assert not Cursor.objects.exists()


def test_one_statement_stores_event_recipients_and_reactions(
    subscribe: Callable[[str, registry.Handler], None], happen: Happen
) -> None:
    subscribe("test.first", lambda fact: None)
    subscribe("test.second", lambda fact: None)
    people = [uuid4() for _ in range(5)]
    happen(people[0])
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        outbox.publish(Plain(object_id=uuid4()), recipients=people)
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len([text for text in statements if "outbox_event" in text]) == 1
    assert Item.objects.filter(event__kind="test.plain").count() == 5
    assert set(Job.objects.values_list("handler", flat=True)) == {"test.first", "test.second"}


def test_after_the_commit_the_transactions_own_items_are_numbered_at_once(happen: Happen) -> None:
    person = uuid4()
    happen(person)
    happen(person)
    assert list(Item.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert Cursor.objects.get(recipient=person).last_seq == 2


def test_a_recipient_named_twice_is_told_once(happen: Happen) -> None:
    person = uuid4()
    happen(person, person)
    assert Item.objects.count() == 1


def test_a_taken_dedupe_key_publishes_nothing(happen: Happen) -> None:
    assert happen(uuid4(), dedupe_key="occurrence:1") is not None
    assert happen(uuid4(), dedupe_key="occurrence:1") is None
    assert Item.objects.count() == 1


def test_one_push_for_all_events_of_a_transaction() -> None:
    person = uuid4()
    with transaction.atomic():
        for _ in range(3):
            outbox.publish(Plain(object_id=uuid4()), recipients=[person])
        assert len(connection.run_on_commit) == 1
    assert Cursor.objects.get(recipient=person).last_seq == 3


def test_events_after_a_rolled_back_savepoint_are_pushed_all_the_same() -> None:
    person = uuid4()
    with transaction.atomic():
        undone = transaction.savepoint()
        outbox.publish(Plain(object_id=uuid4()), recipients=[person])
        transaction.savepoint_rollback(undone)
        outbox.publish(Plain(object_id=uuid4()), recipients=[person])
    assert Cursor.objects.get(recipient=person).last_seq == 1


def test_a_push_that_fails_after_the_commit_is_left_to_the_sweep(
    happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from portal.outbox import relay

    def away(*_args: object, **_kwargs: object) -> int:
        raise OperationalError("away")

    person = uuid4()
    with monkeypatch.context() as patch:
        patch.setattr(relay, "relay_items", away)
        assert happen(person) is not None
    assert not Cursor.objects.exists()
    assert relay.relay_items() == 1
    assert Cursor.objects.get(recipient=person).last_seq == 1
