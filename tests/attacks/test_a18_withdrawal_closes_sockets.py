"""A18: a consent is withdrawn while the relative has a page and a socket open."""

import time

import pytest
from pytest_django import Settings

from portal.family import actions
from tests.portal.family import objects
from tests.portal.live import objects as live
from tests.sockets import Server, cookie_of
from tests.world import World, build


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


@pytest.mark.feature("F3.b")
@pytest.mark.parametrize("redis", ["there", "away"])
def test_a18_the_next_request_and_the_socket_have_lost_it_within_five_seconds(
    server: Server, world: World, settings: Settings, redis: str
) -> None:
    if redis == "away":
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
    consent = objects.accepted(world, who="relative", scopes=["schedule"])
    page = world.client("relative")
    week = f"/api/v1/patients/{world.patient.id}/week"
    assert page.get(week).status_code == 200
    with server.open(cookie_of(page)) as line:
        line.frame()
        began = time.monotonic()
        actions.withdraw_consent(world.actor("patient"), consent_id=consent.id)
        assert page.get(week).status_code == 404
        assert line.close_code(timeout=5) == 4403
        assert time.monotonic() - began < 5
        assert line.read_since == []


def test_a18_education_and_the_live_room_stay(server: Server, world: World) -> None:
    consent = objects.accepted(world, who="relative", scopes=["schedule"])
    row = live.opened(world, "relative")
    actions.withdraw_consent(world.actor("patient"), consent_id=consent.id)
    page = world.client("relative")
    assert page.get("/api/v1/articles").status_code == 200
    assert page.get(f"/api/v1/live-sessions/{row.id}/room").status_code == 200
    with server.open(cookie_of(page)) as line:
        line.frame()
        answer = line.command("live.ask", {"session_id": str(row.id), "text": "And now?"})
        assert answer["type"] == "ack"
