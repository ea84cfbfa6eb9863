import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from portal.outbox import relay, selectors, wakes
from portal.outbox.models import Cursor, Item

pytestmark = pytest.mark.django_db(transaction=True)
Happen = Callable[..., int | None]


def test_numbers_have_no_hole_and_no_twin_with_many_writers_and_relays_at_once(happen: Happen) -> None:
    people = [uuid4() for _ in range(3)]
    writers, each = 6, 12
    done = threading.Event()

    def write(turn: int) -> None:
        for n in range(each):
            happen(*people[: 1 + (turn + n) % 3])
        connection.close()

    def sweep() -> None:
        while not done.is_set():
            relay.relay_items(limit=3)
        connection.close()

    sweepers = [threading.Thread(target=sweep) for _ in range(2)]
    threads = [threading.Thread(target=write, args=(turn,)) for turn in range(writers)]
    for thread in sweepers + threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    for thread in sweepers:
        thread.join()
    while relay.relay_items():
        pass

    for person in people:
        seqs = list(Item.objects.filter(recipient=person).order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, len(seqs) + 1))
        assert Cursor.objects.get(recipient=person).last_seq == len(seqs)
    assert Item.objects.filter(recipient=people[0]).count() == writers * each


def test_a_reader_that_sees_a_number_sees_every_lower_one(happen: Happen) -> None:
    """A reader that remembers the last number it saw never finds a lower one later."""
    person, seen, done = uuid4(), list[int](), threading.Event()

    def write() -> None:
        for _ in range(25):
            happen(person)
        connection.close()

    def follow() -> None:
        while not done.is_set() or selectors.last_seqs([person])[person] > len(seen):
            last = seen[-1] if seen else 0
            seen.extend(item.seq for item in selectors.items_after(person, seq=last, limit=10))
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    follower = threading.Thread(target=follow)
    for thread in [follower, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    follower.join()
    assert seen == list(range(1, 101))


def test_relaying_twice_changes_nothing(happen: Happen) -> None:
    person = uuid4()
    event_id = happen(person)
    before = list(Item.objects.values_list("id", "seq"))
    assert event_id is not None
    assert relay.relay_items([event_id]) == 0
    assert relay.relay_items() == 0
    assert list(Item.objects.values_list("id", "seq")) == before
    assert Cursor.objects.get(recipient=person).last_seq == 1


def test_items_that_another_relay_holds_are_passed_over(
    happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, held, release = uuid4(), threading.Event(), threading.Event()
    with monkeypatch.context() as patch:
        patch.setattr(relay, "relay_items", lambda *_args: 0)
        happen(person)

    def hold() -> None:
        with transaction.atomic():
            list(Item.objects.select_for_update().filter(recipient=person))
            held.set()
            release.wait(5)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(5)
    assert relay.relay_items() == 0
    release.set()
    holder.join()
    assert relay.relay_items() == 1


def test_without_redis_items_are_numbered_all_the_same(happen: Happen, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    person = uuid4()
    happen(person)
    assert selectors.last_seqs([person]) == {person: 1}


def test_items_come_in_order_with_their_ids(happen: Happen) -> None:
    person = uuid4()
    for _ in range(4):
        happen(person)
    items = selectors.items_after(person, seq=1, limit=2)
    assert [item.seq for item in items] == [2, 3]
    assert set(items[0].data) == {"other_id"}
    assert selectors.items_after(uuid4(), seq=0, limit=5) == []


def test_a_wake_hides_whom_it_means_and_opens_with_our_key_only(settings: Settings) -> None:
    message = wakes.Wake(accounts=(uuid4(),), sessions=("a" * 64,))
    sealed = wakes.encode(message)
    assert wakes.decode(sealed) == message
    for part in (str(message.accounts[0]).encode(), message.accounts[0].bytes, b"aaaaaaaa"):
        assert part not in sealed
    assert wakes.decode(sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert wakes.decode(b"") is None
    settings.CHANNEL_KEY = b"o" * 32
    assert wakes.decode(sealed) is None
