"""The address that a phone's calendar reads, without any cookie."""

import pytest
from django.test import Client

from tests.portal.schedule.objects import add
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    made = build()
    add(made)
    return made


def address(world: World) -> str:
    """The path of a new link of the patient's."""
    url: str = world.client("patient").post("/api/v1/calendar").json()["url"]
    return "/calendar/" + url.rpartition("/calendar/")[2]


@pytest.mark.feature("I2.b")
def test_a_calendar_reads_it_without_signing_in_until_the_link_is_stopped(world: World) -> None:
    path, nobody = address(world), Client()
    found = nobody.get(path)
    assert (found.status_code, found["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert found["Cache-Control"] == "no-store, private"
    assert found.content.count(b"BEGIN:VEVENT") > 5
    assert world.client("patient").delete("/api/v1/calendar").status_code == 204
    gone = nobody.get(path)
    assert (gone.status_code, gone.content, gone["Cache-Control"]) == (410, b"", "no-store, private")
    assert nobody.get("/calendar/never-there.ics").status_code == 404
    assert nobody.post(path).status_code == 405


def test_the_link_is_told_once(world: World) -> None:
    address(world)
    again = world.client("patient").get("/api/v1/calendar").json()
    assert again["url"] is None
    assert again["made_at"]


def test_who_asks_too_often_waits(world: World) -> None:
    path, nobody = address(world), Client()
    answers = [nobody.get(path) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
