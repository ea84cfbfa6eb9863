"""A34: who writes, and who is there, is told to who is entitled to the conversation and to nobody else."""

import json
import time
from contextlib import ExitStack
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from pytest_django import Settings

from api.realtime import relaying
from portal.access import grants
from portal.access.matrix import Basis
from portal.audit.models import Entry
from portal.kernel import clock
from portal.messaging import selectors
from portal.messaging.models import Replying, Thread
from portal.outbox import passing
from portal.outbox.models import StoredEvent
from portal.programs import actions as programs
from tests.portal.messaging.objects import open_hours, say
from tests.sockets import Server, Socket, cookie_of
from tests.world import CAST, SETUP, World, build

TYPING = "messaging.typing"
OUTSIDERS = tuple(who for who in CAST if who not in ("nobody", "patient", "therapist", "lead"))


@pytest.fixture
def world(transactional_db: None) -> World:
    made = build()
    open_hours(made)
    return made


@pytest.fixture
def thread_id(world: World) -> str:
    return str(say(world).thread_id)


class Room:
    """Open pages of people of the cast; what each was told while somebody wrote."""

    def __init__(self, server: Server, world: World, *who: str) -> None:
        self.server, self.world, self.who = server, world, who
        self.lines: dict[str, Socket] = {}

    def __enter__(self) -> "Room":
        self.stack = ExitStack()
        for who in self.who:
            line = self.stack.enter_context(self.server.open(cookie_of(self.world.client(who))))
            assert line.frame()["type"] == "hello"
            self.lines[who] = line
        return self

    def __exit__(self, *error: object) -> None:
        self.stack.close()

    def typing(self, who: str, thread_id: str) -> dict[str, Any]:
        return self.lines[who].command(TYPING, {"thread_id": thread_id})

    def told(self, *, expected: int) -> dict[str, list[str]]:
        """Who was told what, once `expected` words have come; and whatever comes right after them."""
        found: dict[str, list[str]] = {who: [] for who in self.who}
        until, last = time.monotonic() + 5, 0.0
        while time.monotonic() < until and (count(found) < expected or time.monotonic() < last + 0.4):
            for who, line in self.lines.items():
                while (frame := _next(line)) is not None:
                    found[who].append(frame["type"])
                    last = time.monotonic()
        return {who: frames for who, frames in found.items() if frames}


def count(found: dict[str, list[str]]) -> int:
    return sum(len(frames) for frames in found.values())


def _next(line: Socket) -> dict[str, Any] | None:
    try:
        return line.frame(timeout=0.02)
    except TimeoutError:
        return None


@pytest.mark.feature("M6.f", "M6.g")
def test_a34_of_all_who_are_connected_only_the_two_sides_of_the_thread_are_told(
    server: Server, world: World, thread_id: str
) -> None:
    with Room(server, world, "patient", "therapist", "lead", *OUTSIDERS) as room:
        events, entries = StoredEvent.objects.count(), Entry.objects.count()
        assert room.typing("patient", thread_id)["data"] == {}
        assert room.told(expected=2) == {
            "therapist": ["messaging.patient_writes"], "lead": ["messaging.patient_writes"],
        }  # fmt: skip
        room.typing("therapist", thread_id)
        assert room.told(expected=1) == {"patient": ["messaging.team_writes"]}
    assert (StoredEvent.objects.count(), Replying.objects.count()) == (events, 0)
    assert Entry.objects.count() == entries
    assert Thread.objects.get(id=thread_id).last_seq == 1


@pytest.mark.feature("M6.g")
def test_a34_nobody_is_told_by_an_outsider_who_learns_nothing_either(
    server: Server, world: World, thread_id: str
) -> None:
    with Room(server, world, "patient", "therapist", *OUTSIDERS) as room:
        answers = [room.typing(who, thread) for who in OUTSIDERS for thread in (thread_id, str(uuid4()))]
        assert {json.dumps(answer["problem"]) for answer in answers} == {json.dumps(answers[0]["problem"])}
        assert answers[0]["problem"]["code"] == "not_found"
        room.typing("patient", thread_id)  # behind whatever an outsider might have set going
        assert room.told(expected=1) == {"therapist": ["messaging.patient_writes"]}


@pytest.mark.feature("M6.g")
def test_a34_a_word_on_its_way_is_lost_to_who_has_no_right_left_when_it_arrives(
    world: World, thread_id: str
) -> None:
    word = selectors.writer(world.actor("patient"), thread_id=UUID(thread_id)).word
    therapist, relative, ended = (world.people[who].id for who in ("therapist", "relative", "lead"))
    heard = passing.Heard(word, (therapist, relative, ended), clock.now())
    connected = {
        therapist: _session(world, "therapist"),
        relative: _session(world, "relative"),
        ended: {str(uuid4())},
    }
    found = relaying.readers_of([heard], connected)
    assert [(account, sessions) for account, sessions, _ in found if sessions] == [
        (therapist, connected[therapist])
    ]
    assert json.loads(found[0][2]) == {
        "type": "messaging.patient_writes", "data": {"thread_id": thread_id},
    }  # fmt: skip
    programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["therapist"].id)
    assert not [account for account, sessions, _ in relaying.readers_of([heard], connected) if sessions]
    assert therapist not in selectors.writer(world.actor("patient"), thread_id=UUID(thread_id)).seen_by


def test_a34_who_reads_in_an_emergency_is_not_told_who_writes(world: World, thread_id: str) -> None:
    reader = world.people["off_team"].id
    with transaction.atomic():
        grants.give(account_id=reader, basis=Basis.GLASS, patient_id=world.patient.id)
    assert selectors.thread(world.actor("off_team"), thread_id=UUID(thread_id)).id == UUID(thread_id)
    assert reader not in selectors.writer(world.actor("patient"), thread_id=UUID(thread_id)).seen_by


@pytest.mark.feature("M6.f")
def test_a34_an_old_word_that_somebody_recorded_says_nothing(world: World, thread_id: str) -> None:
    writer = selectors.writer(world.actor("patient"), thread_id=UUID(thread_id))
    therapist = world.people["therapist"].id
    old = passing.Heard(writer.word, (therapist,), clock.now().replace(year=2020))
    assert relaying.readers_of([old], {therapist: _session(world, "therapist")}) == []


@pytest.mark.feature("M6.g")
def test_a34_a_note_or_a_claim_of_the_team_tells_the_patient_nothing(
    server: Server, world: World, thread_id: str
) -> None:
    therapist = world.client("therapist")
    with Room(server, world, "patient", "lead") as room:
        therapist.put(
            f"/api/v1/drafts/note.{thread_id}", {"body": "Half a note"}, content_type="application/json"
        )
        claimed = therapist.post(
            f"/api/v1/threads/{thread_id}/claim",
            {},
            content_type="application/json",
            headers={"idempotency-key": str(uuid4())},
        )
        assert claimed.status_code == 200
        room.lines["lead"].command("messaging.replying", {"thread_id": thread_id})
        told = room.told(expected=2)
    assert "patient" not in told
    assert set(told["lead"]) == {"messaging.thread_claimed", "messaging.replying_started"}


@pytest.mark.feature("M6.h")
@pytest.mark.parametrize("who", ["patient", "neighbour", "stranger"])
def test_a34_no_answer_shows_a_patient_who_is_connected_or_who_is_no_member(
    server: Server, world: World, thread_id: str, who: str
) -> None:
    client = world.client(who)
    paths = (f"/api/v1/threads/{thread_id}/messages", "/api/v1/promise?topic=skills", "/api/v1/threads")
    away = [client.get(path).content for path in paths]
    with Room(server, world, "therapist", "off_team", "lead", "other_therapist"):
        assert [client.get(path).content for path in paths] == away
    strangers = {"patient": ("Off Team", "Removed", "Other Therapist"), "neighbour": ("Removed",)}
    for name in strangers.get(who, ("Therapist",)):
        assert not [body for body in away if f'"{name}"'.encode() in body]


@pytest.mark.feature("M6.f")
def test_with_redis_away_nothing_is_told_and_the_writer_notices_nothing(
    server: Server, world: World, thread_id: str, settings: Settings
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    with Room(server, world, "patient", "therapist") as room:
        assert room.typing("patient", thread_id)["type"] == "ack"
        assert room.told(expected=0) == {}


def _session(world: World, who: str) -> set[str]:
    return {str(world.client(who).session["sid"])}
