"""What daily check-ins say on the wire."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.checkins import events
from portal.checkins import actions
from portal.checkins.models import CheckIn
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.kernel.models import DataKey
from portal.outbox import Item
from tests.portal.checkins.objects import FULL, saved
from tests.world import World, build

pytestmark = pytest.mark.django_db
SAVED = {"mood", "sleep_hours", "sleep_quality", "urges", "skills", "note", "written_at"}


@pytest.fixture
def world() -> World:
    return build()


def get(world: World, who: str, **query: str) -> Any:
    response = world.client(who).get(f"/api/v1/patients/{world.patient.id}/checkins", query)
    assert response.status_code == 200
    return response.json()


def told(world: World, kind: str, object_id: Any) -> Item:
    return Item(
        event_id=1, kind=kind, object_id=object_id, patient_id=world.patient.id,
        program_id=world.program.id, data={}, at=clock.now(), seq=1,
    )  # fmt: skip


@pytest.mark.feature("Q7.a")
def test_a_repeated_request_makes_one_saving_and_answers_the_same(world: World) -> None:
    path, client = f"/api/v1/patients/{world.patient.id}/checkins", world.client("patient")
    body, key = {"day": get(world, "patient")["today"], **FULL}, {"idempotency-key": str(uuid4())}
    answers = [client.post(path, body, "application/json", headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json() == get(world, "patient")["days"][0]
    assert {name: answers[0].json()[name] for name in body} == body


def test_a_wrong_body_is_answered_with_the_place_of_the_fault(world: World) -> None:
    path, client = f"/api/v1/patients/{world.patient.id}/checkins", world.client("patient")
    today = get(world, "patient")["today"]
    faults: list[tuple[dict[str, Any], str]] = [
        ({"mood": 6.5}, "/mood"), ({"sleep_hours": 25}, "/sleep_hours"), ({"streak": 3}, "/streak"),
        ({"day": "2020-01-01"}, "/day"), ({"skills": ["no-such"]}, "/skills"),
        ({"urges": {"x": 1}}, "/urges"),
    ]  # fmt: skip
    for wrong, pointer in faults:
        key = {"idempotency-key": str(uuid4())}
        answer = client.post(path, {"day": today, "mood": 5} | wrong, "application/json", headers=key)
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.feature("Q7.e")
def test_no_answer_counts_days_or_names_one_without_a_check_in(world: World) -> None:
    saved(world)
    found = get(world, "patient")
    assert set(found) == {"today", "targets", "days"}
    assert [set(row) for row in found["days"]] == [
        {"id", "patient_id", "day", "take_back_until", "earlier", *SAVED}
    ]


def test_days_come_newest_first_and_as_far_back_as_asked(world: World) -> None:
    today = saved(world).day
    for back in (3, 13, 14, 27):
        CheckIn.objects.filter(id=saved(world).id).update(day=today - timedelta(days=back))
    away = [(today - CheckIn.objects.get(id=row["id"]).day).days for row in get(world, "therapist")["days"]]
    assert away == [0, 3, 13]
    assert len(get(world, "therapist", days="28")["days"]) == 5
    refused = world.client("therapist").get(f"/api/v1/patients/{world.patient.id}/checkins?days=900")
    assert refused.status_code == 400


def test_many_days_take_no_more_queries_than_one(world: World) -> None:
    client, path = world.client("therapist"), f"/api/v1/patients/{world.patient.id}/checkins"
    counts = []
    today = saved(world).day
    # A key that is minutes old may still be rolled back, and is not remembered yet: here it is older.
    DataKey.objects.update(made_at=clock.now() - timedelta(hours=1))
    for more in (1, 12):
        for back in range(more):
            CheckIn.objects.filter(id=saved(world).id).update(day=today - timedelta(days=back))
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_frames_are_what_each_reader_would_fetch_and_one_taken_back_is_gone(world: World) -> None:
    first, row = saved(world, mood=2), saved(world, mood=5)
    frame = told(world, "checkins.saved", row.id)
    shown = events.saved(world.actor("therapist"), frame)
    assert shown is not None
    assert (shown["id"], shown["mood"], shown["earlier"][0]["mood"]) == (row.id, 5, 2)
    for who in ("neighbour", "relative", "removed", "administrator"):
        with pytest.raises(NotFound):
            events.saved(world.actor(who), frame)
    for each in (row, first):
        actions.take_back_checkin(world.actor("patient"), checkin_id=each.id)
    assert events.saved(world.actor("therapist"), frame) is None
    gone = events.taken_back(world.actor("therapist"), told(world, "checkins.taken_back", row.id))
    assert gone == {"id": row.id, "patient_id": world.patient.id, "day": row.day}


@pytest.mark.feature("Q7.d")
def test_the_frame_of_targets_is_what_the_card_asks(world: World) -> None:
    of = {"patient_id": world.patient.id}
    actions.set_targets(world.actor("therapist"), keys=["drink"], version=0, **of)
    shown = events.targets_set(world.actor("patient"), told(world, "checkins.targets_set", world.patient.id))
    assert shown == {"patient_id": world.patient.id, "keys": ["drink"], "version": 1}
    assert get(world, "patient")["targets"] == {**shown, "patient_id": str(world.patient.id)}
