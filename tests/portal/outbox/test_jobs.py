from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kernel import clock
from portal.outbox import jobs, registry
from portal.outbox.facts import Fact
from portal.outbox.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
Happen = Callable[..., int | None]
Subscribe = Callable[[str, registry.Handler], None]


@pytest.fixture
def later() -> Iterator[Callable[[int], None]]:
    """Moves the clock on."""
    start = clock.now()
    clock.set_fixed(start)
    passed = 0

    def move(seconds: int) -> None:
        nonlocal passed
        passed += seconds
        clock.set_fixed(start + timedelta(seconds=passed))

    yield move
    clock.set_fixed(None)


def always_fails(_fact: Fact) -> None:
    raise LookupError("the words of a person")


def test_each_reaction_to_an_event_runs_once_and_gets_its_ids(subscribe: Subscribe, happen: Happen) -> None:
    got: list[Fact] = []
    subscribe("test.one", got.append)
    subscribe("test.two", got.append)
    event_id = happen()
    assert jobs.run_due() == 2
    assert jobs.run_due() == 0
    assert [fact.event_id for fact in got] == [event_id, event_id]
    assert not Job.objects.exists()


def test_a_reaction_that_fails_is_tried_again_later_and_keeps_no_words(
    subscribe: Subscribe, happen: Happen, later: Callable[[int], None]
) -> None:
    tries = 0

    def fails_once(_fact: Fact) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise LookupError("the words of a person")

    subscribe("test.once", fails_once)
    happen()
    jobs.run_due()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.last_error) == ("pending", 1, "LookupError")
    assert jobs.run_due() == 0
    later(3)
    assert jobs.run_due() == 1
    assert not Job.objects.exists()


def test_the_eighth_failure_quarantines_it_and_the_others_go_on(
    subscribe: Subscribe, happen: Happen, later: Callable[[int], None]
) -> None:
    got: list[Fact] = []
    subscribe("test.poison", always_fails)
    subscribe("test.healthy", got.append)
    happen()
    jobs.run_due()
    assert len(got) == 1
    for _ in range(12):
        later(301)
        jobs.run_due()
    poison = Job.objects.get(handler="test.poison")
    assert (poison.state, poison.attempts) == ("dead", jobs.MOST_ATTEMPTS)
    happen()
    jobs.run_due()
    assert len(got) == 2


def test_a_reaction_that_kills_its_process_is_quarantined_too(
    subscribe: Subscribe, happen: Happen, later: Callable[[int], None]
) -> None:
    def kills(_fact: Fact) -> None:
        raise SystemExit  # no handler's error: what remains of a killed process is the claim alone

    subscribe("test.killer", kills)
    happen()
    for _ in range(jobs.MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            jobs.run_due()
        later(61)
    assert jobs.run_due() == 1
    assert Job.objects.get().state == "dead"


def test_what_is_claimed_together_with_a_killer_is_not_taken_along(
    subscribe: Subscribe, happen: Happen, later: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[Fact] = []

    def kills(_fact: Fact) -> None:
        raise SystemExit

    subscribe("test.before", got.append)
    subscribe("test.killer", kills)
    subscribe("test.after", got.append)
    happen()
    # A process that is killed settles nothing and gives nothing back: its claims stand until the lease ends.
    with monkeypatch.context() as killed:
        killed.setattr(Job, "objects", Job.objects.none())
        killed.setattr(jobs, "_let_go", lambda _done: None)
        with pytest.raises(SystemExit):
            jobs.run_due()
    assert list(Job.objects.values_list("state", "attempts")) == [("pending", 1)] * 3
    for _ in range(jobs.MOST_ATTEMPTS + 2):
        later(61)
        with suppress(SystemExit):
            jobs.run_due()
    found = {row.handler: (row.state, row.attempts) for row in Job.objects.all()}
    assert found == {"test.killer": ("dead", jobs.MOST_ATTEMPTS)}


def test_a_process_that_must_stop_gives_back_what_it_has_not_begun(
    subscribe: Subscribe, happen: Happen
) -> None:
    got: list[Fact] = []

    def stops(_fact: Fact) -> None:
        raise SystemExit

    subscribe("test.before", got.append)
    subscribe("test.stops", stops)
    subscribe("test.after", got.append)
    happen()
    with pytest.raises(SystemExit):
        jobs.run_due()
    found = {row.handler: (row.state, row.attempts) for row in Job.objects.all()}
    assert found == {"test.stops": ("pending", 1), "test.after": ("pending", 0)}
    assert jobs.run_due() == 1
    assert len(got) == 2


def test_who_has_a_slow_reaction_gives_the_rest_back(
    subscribe: Subscribe, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[Fact] = []
    for name in ("one", "two", "three"):
        subscribe(f"test.{name}", got.append)
    happen()
    monkeypatch.setattr(jobs, "_HOLD_SECONDS", -1.0)
    assert jobs.run_due(limit=1) == 1
    assert sorted(Job.objects.values_list("attempts", flat=True)) == [0, 0]
    assert jobs.run_due() == 2
    assert len(got) == 3


def test_many_reactions_are_claimed_and_settled_in_few_statements(
    subscribe: Subscribe, happen: Happen
) -> None:
    for n in range(5):
        subscribe(f"test.n{n}", lambda _fact: None)
    for _ in range(4):
        happen(uuid4())
    with CaptureQueriesContext(connection) as queries:
        assert jobs.run_due(limit=20) == 20
    assert len(queries) == 2


def test_a_reaction_whose_handler_is_gone_is_not_lost(
    subscribe: Subscribe, happen: Happen, later: Callable[[int], None]
) -> None:
    got: list[Fact] = []
    subscribe("test.moved", got.append)
    happen()
    registry.forget("test.moved")
    jobs.run_due()
    assert Job.objects.get().last_error == "NoSuchHandler"
    subscribe("test.moved", got.append)
    later(3)
    jobs.run_due()
    assert len(got) == 1


def test_dead_letters_are_listed_by_id_and_can_be_tried_again(
    subscribe: Subscribe, happen: Happen, later: Callable[[int], None]
) -> None:
    healed = False

    def handler(_fact: Fact) -> None:
        if not healed:
            raise LookupError("the words of a person")

    subscribe("test.heals", handler)
    happen(uuid4())
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs.run_due()
        later(301)
    out = StringIO()
    call_command("dead_letters", "list", stdout=out)
    assert "test.heals  test.thing_happened" in out.getvalue()
    assert "words" not in out.getvalue()
    healed = True
    call_command("dead_letters", "retry", stdout=out)
    call_command("relay", "--once")
    assert not Job.objects.exists()


@pytest.fixture
def subscribe_batch() -> Iterator[Callable[[str, registry.BatchHandler], None]]:
    names: list[str] = []

    def add(name: str, function: registry.BatchHandler) -> None:
        names.append(name)
        registry.batch_handler("test.thing_happened", name=name)(function)

    yield add
    for name in names:
        registry.forget(name)


SubscribeBatch = Callable[[str, registry.BatchHandler], None]


def test_what_takes_several_events_gets_all_that_are_due_at_once(
    subscribe: Subscribe, subscribe_batch: SubscribeBatch, happen: Happen
) -> None:
    alone: list[Fact] = []
    batches: list[list[int]] = []
    subscribe("test.alone", alone.append)
    subscribe_batch("test.batch", lambda facts: batches.append([fact.event_id for fact in facts]))
    ids = [happen() for _ in range(5)]
    assert jobs.run_due() == 10
    assert batches == [ids]
    assert [fact.event_id for fact in alone] == ids
    assert jobs.run_due() == 0


def test_where_one_of_several_fails_each_is_tried_again_alone(
    subscribe_batch: SubscribeBatch, happen: Happen, later: Callable[[int], None]
) -> None:
    batches: list[list[int]] = []
    poison = 0

    def fails(facts: Sequence[Fact]) -> None:
        batches.append([fact.event_id for fact in facts])
        if poison in batches[-1]:
            raise LookupError("the words of a person")

    subscribe_batch("test.batch", fails)
    ids = [happen() for _ in range(3)]
    poison = ids[1] or 0
    jobs.run_due()
    later(3)
    jobs.run_due()
    assert batches == [ids, [ids[0]], [ids[1]], [ids[2]]]
    assert list(Job.objects.values_list("event_id", "state")) == [(ids[1], "pending")]


def test_a_reaction_says_of_which_events_it_is_due(happen: Happen) -> None:
    got: list[Fact] = []
    registry.handler("test.thing_happened", name="test.never", when=lambda data: not data["other_id"])(
        got.append
    )
    registry.handler("test.thing_happened", name="test.each", when=lambda data: bool(data["other_id"]))(
        got.append
    )
    try:
        happen()
    finally:
        registry.forget("test.never")
        registry.forget("test.each")
    assert list(Job.objects.values_list("handler", flat=True)) == ["test.each"]
