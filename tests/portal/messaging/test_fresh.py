"""What was written just now is shown without reading it again, and is what reading it would show."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.messaging.serializers import shape_delivery
from portal.access import held
from portal.kernel import clock
from portal.messaging import actions
from portal.messaging.models import Message
from portal.messaging.selectors import batch, fresh
from tests.portal.messaging.test_batch import lived
from tests.world import World

pytestmark = pytest.mark.django_db


def _write(world: World, who: str, thread_id: UUID) -> Message:
    asked = actions.Asked(
        world.actor(who), uuid4(), {"thread_id": thread_id, "body": f"From {who}"}, who != "patient"
    )
    [made] = actions.write_many([asked])
    assert made is not None
    return made.message


def _held(account_id: UUID) -> held.Held:
    return held.of([account_id], at=clock.now())[account_id]


def _shown(world: World, found: Any) -> dict[str, Any]:
    shown = {}
    for who, account in world.people.items():
        seen = batch.delivered(found, account_id=account.id, held=_held(account.id), at=clock.now())
        shown[who] = shape_delivery(seen) if seen else None
    return shown


def _read(message: Message, **how: Any) -> tuple[Any, int]:
    """As the frames get it, and by how many queries."""
    with CaptureQueriesContext(connection) as queries:
        found = fresh.messages_by_id([message.id], as_sent=how.get("as_sent", [message.id]))
    return found[message.id], len(queries)


@pytest.mark.parametrize("who", ["patient", "lead"])
def test_each_reader_is_shown_what_they_would_be_shown_if_it_were_read(fixed: World, who: str) -> None:
    message = _write(fixed, who, lived(fixed).id)
    found, queries = _read(message)
    assert queries == 0
    reader = fixed.people["patient"].id
    view = batch.delivered(found, account_id=reader, held=_held(reader), at=clock.now())
    with CaptureQueriesContext(connection) as asked:
        assert view is not None and shape_delivery(view)
    assert len(asked) == 0
    shown = _shown(fixed, found)
    assert shown == _shown(fixed, batch.messages_by_id([message.id])[message.id])
    assert shown["patient"] and shown["lead"] and shown["stranger"] is None


def test_what_was_taken_back_since_is_never_shown_as_it_was(fixed: World) -> None:
    message = _write(fixed, "patient", lived(fixed).id)
    actions.recall_message(
        fixed.actor("patient"), key=uuid4(), message_id=message.id, version=message.version
    )
    found, queries = _read(message)
    assert queries and found.message.body == "" and found.message.recalled_at is not None


def test_where_more_than_the_sending_is_told_it_is_read(fixed: World) -> None:
    message = _write(fixed, "patient", lived(fixed).id)
    assert _read(message, as_sent=[])[1] > 0


def test_after_a_moment_it_is_read(fixed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    message = _write(fixed, "patient", lived(fixed).id)
    monkeypatch.setattr(fresh, "_SECONDS", 0.0)
    assert _read(message)[1] > 0
    _write(fixed, "lead", message.thread_id)
    assert message.id not in fresh._kept, "what is old is not kept"
