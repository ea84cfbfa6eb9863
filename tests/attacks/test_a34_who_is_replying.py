"""A34, of "is replying": it is relayed to those alone who may answer, and only they can say it."""

import pytest

from portal.messaging.models import Replying
from portal.outbox.models import Item
from tests.portal.messaging.objects import say
from tests.world import CAST, World, build

INSIDE = {"therapist", "lead"}


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.feature("W2.b")
def test_a34_who_is_replying_reaches_nobody_outside_and_nobody_outside_can_say_it(world: World) -> None:
    thread_id = say(world).thread_id
    path = f"/api/v1/threads/{thread_id}/replying"
    for who in set(CAST) - INSIDE:
        answer = world.client(who).post(path, {}, content_type="application/json")
        assert answer.status_code in {401, 404}, who
    assert not Replying.objects.exists()
    assert world.client("therapist").post(path, {}, content_type="application/json").status_code == 200
    told = Item.objects.filter(event__kind="messaging.replying_started").values_list("recipient", flat=True)
    assert set(told) == {world.people[who].id for who in INSIDE}
    for who in set(CAST) - INSIDE - {"nobody"}:
        client = world.client(who)
        seen = b"".join(
            client.get(f"/api/v1/{path}").content for path in ("threads", "inbox", "sync?after=0")
        )
        assert b"Therapist" not in seen and b"replying_started" not in seen, who
