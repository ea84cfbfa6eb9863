"""What practice says on the wire."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.practice import events
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.kernel.models import DataKey
from portal.outbox import Item
from portal.practice import actions
from portal.practice.models import Entry
from tests.portal.practice.objects import SKILL, noted
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def get(world: World, who: str, rest: str = "", **query: str) -> Any:
    path = f"/api/v1/patients/{world.patient.id}/practice{rest}"
    response = world.client(who).get(path, query)
    assert response.status_code == 200
    return response.json()


@pytest.mark.feature("K4.a")
def test_a_repeated_request_makes_one_entry_and_answers_the_same(world: World) -> None:
    path = f"/api/v1/patients/{world.patient.id}/practice/entries"
    body = {"skill": SKILL, "situation": "On the stairs", "before": 8, "after": 5}
    client, key = world.client("patient"), {"idempotency-key": str(uuid4())}
    answers = [client.post(path, body, "application/json", headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    shown = {name: answers[0].json()[name] for name in body}
    assert shown == body


def test_a_wrong_body_is_answered_with_the_place_of_the_fault(world: World) -> None:
    path, client = f"/api/v1/patients/{world.patient.id}/practice/entries", world.client("patient")
    faults: list[dict[str, Any]] = [{"before": 2.5}, {"after": 11}, {"days": 3}, {"skill": "streak"}]
    for wrong in faults:
        body = {"skill": SKILL, "before": 8, "after": 5} | wrong
        key = {"idempotency-key": str(uuid4())}
        answer = client.post(path, body, "application/json", headers=key)
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{next(iter(wrong))}"]


def test_entries_come_newest_first_in_pages_without_a_hole(world: World) -> None:
    now = clock.now()
    for n in range(35):
        noted(world, practiced_at=now - timedelta(hours=n % 7, minutes=n))
    first = get(world, "therapist", "/entries")
    rest = get(world, "therapist", "/entries", cursor=first["next"])
    shown = [row["id"] for row in first["entries"] + rest["entries"]]
    wanted = Entry.objects.order_by("-practiced_at", "-id").values_list("id", flat=True)
    assert shown == [str(each) for each in wanted]
    assert rest["next"] is None


@pytest.mark.feature("K6.b")
def test_no_answer_counts_days_or_says_how_much_was_expected(world: World) -> None:
    for _ in range(3):
        noted(world)
    found = get(world, "patient")
    assert set(found) == {"patient_id", "cards", "helped"}
    assert [set(row) for row in found["helped"]] == [{"skill", "drop", "times"}]
    page = get(world, "patient", "/entries")
    assert set(page) == {"entries", "next"}
    assert set(page["entries"][0]) == {
        "id", "patient_id", "skill", "situation", "before", "after", "practiced_at", "take_back_until",
    }  # fmt: skip


@pytest.mark.parametrize("rest", ["", "/entries"])
def test_many_entries_take_no_more_queries_than_one(world: World, rest: str) -> None:
    client, path = world.client("therapist"), f"/api/v1/patients/{world.patient.id}/practice{rest}"
    counts = []
    noted(world)
    # A key that is minutes old may still be rolled back, and is not remembered yet: here it is older.
    DataKey.objects.update(made_at=clock.now() - timedelta(hours=1))
    for more in (1, 12):
        for _ in range(more):
            noted(world)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_frames_are_what_each_reader_would_fetch_and_one_taken_back_is_gone(world: World) -> None:
    row = noted(world)
    told = Item(
        event_id=1, kind="practice.entry_logged", object_id=row.id, patient_id=row.patient_id,
        program_id=row.program_id, data={}, at=clock.now(), seq=1,
    )  # fmt: skip
    shown = events.entry_logged(world.actor("therapist"), told)
    assert shown is not None
    assert (shown["id"], shown["situation"]) == (row.id, "Before the call")
    for who in ("neighbour", "relative", "removed", "administrator"):
        with pytest.raises(NotFound):
            events.entry_logged(world.actor(who), told)
    actions.take_back_entry(world.actor("patient"), entry_id=row.id)
    assert events.entry_logged(world.actor("therapist"), told) is None
    assert events.entry_taken_back(world.actor("therapist"), told) == {
        "id": row.id, "patient_id": world.patient.id,
    }  # fmt: skip
