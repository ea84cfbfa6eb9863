from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from portal.kernel import clock
from portal.outbox import jobs, pruning, registry, selectors
from portal.outbox.models import Item, Job, StoredEvent

pytestmark = pytest.mark.django_db(transaction=True)
Happen = Callable[..., int | None]


@pytest.fixture
def month_passes() -> Iterator[Callable[[], None]]:
    clock.set_fixed(clock.now())
    yield lambda: clock.set_fixed(clock.now() + pruning.KEEP + timedelta(minutes=1))
    clock.set_fixed(None)


def test_events_older_than_thirty_days_go_and_numbers_go_on(
    happen: Happen, month_passes: Callable[[], None]
) -> None:
    person = uuid4()
    happen(person)
    month_passes()
    happen(person)
    assert pruning.prune() == 1
    assert [item.seq for item in selectors.items_after(person, seq=0, limit=9)] == [2]
    assert pruning.prune() == 0


def test_an_event_with_a_reaction_still_due_stays(
    happen: Happen,
    month_passes: Callable[[], None],
    subscribe: Callable[[str, registry.Handler], None],
) -> None:
    subscribe("test.slow", lambda fact: None)
    happen(uuid4())
    month_passes()
    assert pruning.prune() == 0
    jobs.run_due()
    assert pruning.prune() == 1
    assert not (Item.objects.exists() or Job.objects.exists() or StoredEvent.objects.exists())
