"""Two patients of one group compare everything that they can fetch: nothing tells of the other."""

import re
from uuid import uuid4

import pytest

from portal.messaging.models import Message
from portal.outbox.relay import relay_items
from portal.schedule.models import Session
from tests.portal.announcements.objects import TEXTS, copy_of, group, room, tell
from tests.world import World, build

pytestmark = pytest.mark.django_db
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def world(db: None) -> World:
    return build()


def everything(world: World, who: str) -> str:
    """What this patient's app asks for, frames included, in one text."""
    client, patient = world.client(who), getattr(world, who)
    thread = copy_of(world, who).thread_id
    paths = [
        "threads", f"threads/{thread}/messages", "unread", "inbox", "announcements/tracks",
        f"patients/{patient.id}/week", f"patients/{patient.id}/today", "calendar",
    ]  # fmt: skip
    answers = [client.get(f"/api/v1/{path}") for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return " ".join([*(answer.content.decode() for answer in answers), *frames(world, who)])


def frames(world: World, who: str) -> list[str]:
    """All that came down to this patient, page by page."""
    relay_items()
    found, after, client = [], 0, world.client(who)
    while True:
        page = client.get("/api/v1/sync", {"after": after})
        found.append(page.content.decode())
        after = page.json()["last"]
        if not page.json()["more"]:
            return found


@pytest.mark.feature("M8.b")
def test_no_id_name_or_number_of_another_recipient_is_in_anything_that_a_patient_can_fetch(
    world: World,
) -> None:
    session = group(world)
    announcement = tell(world, session, change=room(session))
    mine, theirs = everything(world, "patient"), everything(world, "neighbour")
    assert TEXTS["en"] in mine
    assert '"messaging.message_sent"' in mine
    # Their sessions are the same as before, and the hand that signed; no other id is in both, and no trace of
    # where the words came from.
    same = {str(pk) for pk in Session.objects.values_list("id", flat=True)}
    same.add(str(world.people["therapist"].id))
    assert set(_UUID.findall(mine)) & set(_UUID.findall(theirs)) - same == set()
    assert str(announcement) not in mine + theirs
    assert "Neighbour" not in mine
    assert str(world.neighbour.id) not in mine
    assert "announce" not in mine.replace("/announcements", "")


@pytest.mark.feature("M8.b")
def test_the_copies_carry_ids_and_keys_that_say_nothing_of_each_other(world: World) -> None:
    session, key = group(world), uuid4()
    tell(world, session, key=key)
    rows = list(Message.objects.filter(from_team=True))
    assert {row.id.version for row in rows} == {row.key.version for row in rows} == {4}
    assert key not in {row.key for row in rows}
    assert len({row.key for row in rows} | {row.id for row in rows}) == 4


@pytest.mark.feature("M8.b")
def test_a_patient_gets_the_same_404_for_an_announcement_to_them_as_for_none(world: World) -> None:
    made = tell(world, group(world))
    client = world.client("patient")
    real, none = (client.get(f"/api/v1/announcements/{pk}") for pk in (made, uuid4()))
    assert real.status_code == none.status_code == 404
    assert {**real.json(), "instance": ""} == {**none.json(), "instance": ""}


@pytest.mark.feature("M8.d")
def test_the_sender_learns_numbers_and_no_names(world: World) -> None:
    session = group(world)
    client = world.client("therapist")
    before = client.get("/api/v1/announcements/reach", query_params={"session": str(session.id)})
    assert (before.json()["to"], before.json()["spanish"], before.json()["others"]) == (2, 0, 0)
    body = {"session_id": str(session.id), "texts": TEXTS}
    headers = {"idempotency-key": str(uuid4())}
    for status in (201, 200):
        sent = client.post("/api/v1/announcements", body, content_type="application/json", headers=headers)
        assert sent.status_code == status
    assert sorted(sent.json()) == ["id", "read", "sent_at", "to"]
    assert (sent.json()["to"], sent.json()["read"]) == (2, 0)
