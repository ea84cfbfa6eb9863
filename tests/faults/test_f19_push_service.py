"""F19: a push service that says gone, too many, broken, nothing at all, or somewhere else."""

from collections.abc import Iterator
from email.utils import format_datetime
from typing import Any

import pytest
import requests
from pytest_django import Settings

from portal.kernel import clock
from portal.notify import devices
from portal.notify.models import Notice, PushDevice
from portal.outbox import jobs, presence
from tests.portal.messaging.objects import open_hours, reply, say
from tests.portal.notify.objects import later, ways, work
from tests.portal.schedule.objects import at
from tests.push_service import Browser, PushService, push_service
from tests.world import World, build

pytestmark = pytest.mark.django_db
__all__ = ["push_service"]


@pytest.fixture
def world(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    monkeypatch.setattr(presence, "is_here", lambda _account_id: False)
    clock.set_fixed(at("2027-01-12 15:00"))
    made = build()
    open_hours(made)
    yield made
    clock.set_fixed(None)


def browsers(world: World, *names: str) -> list[Browser]:
    made = [Browser(name) for name in names]
    for each in made:
        devices.add_push_device(world.actor("patient"), endpoint=each.endpoint, keys=each.keys)
    return made


def answered(world: World) -> None:
    reply(world, say(world).thread_id)
    work()


@pytest.mark.feature("B2.a")
def test_every_browser_of_a_person_is_pushed_to_and_can_read_it(
    world: World, push_service: PushService
) -> None:
    mine = browsers(world, "phone", "laptop", "tablet")
    answered(world)
    assert [push_service.calls(each) for each in mine] == [1, 1, 1]
    sent = {str(request.url): request for request in push_service.got}
    read = [each.read(sent[each.endpoint]) for each in mine]
    assert {one["key"] for one in read} == {"notify.push_message"}
    assert len({one["tag"] for one in read}) == 1  # on each phone the newer takes the older one's place
    assert {request.headers["Topic"] for request in push_service.got} == {read[0]["tag"]}
    assert {int(request.headers["ttl"]) for request in push_service.got} == {6 * 3600}


@pytest.mark.feature("B2.b")
@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_endpoint_is_removed_and_never_contacted_again(
    world: World, push_service: PushService, status: int
) -> None:
    dead, living = browsers(world, "dead", "living")
    push_service.script[dead.endpoint] = [status]
    answered(world)
    rows = {row.dead_at is None: row for row in PushDevice.objects.all()}
    assert str(rows[False].subscription) == ""
    assert dead.endpoint not in str(PushDevice.objects.values_list("subscription", flat=True))
    later(hours=2)
    reply(world, say(world, topic="schedule").thread_id)
    work()
    assert (push_service.calls(dead), push_service.calls(living)) == (1, 2)


def test_when_every_endpoint_is_dead_it_goes_by_mail_at_once(world: World, push_service: PushService) -> None:
    (only,) = browsers(world, "only")
    push_service.script[only.endpoint] = [410]
    answered(world)
    work()
    assert ways() == ["email"]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_too_many_waits_as_long_as_it_was_asked_to(
    world: World, push_service: PushService, form: str
) -> None:
    busy, free = browsers(world, "busy", "free")
    wait = "900" if form == "seconds" else format_datetime(at("2027-01-12 15:15"), usegmt=True)
    push_service.script[busy.endpoint] = [{"status": 429, "headers": {"Retry-After": wait}}, 201]
    answered(world)
    later(seconds=890)
    work()
    assert (push_service.calls(busy), push_service.calls(free)) == (1, 1)
    later(seconds=20)
    work()
    assert (push_service.calls(busy), push_service.calls(free)) == (2, 1)
    assert Notice.objects.get(channel="push").state == "sent"


BROKEN: list[Any] = [
    500, 503, requests.ConnectTimeout(), requests.ReadTimeout(), requests.ConnectionError(),
    {"status": 307, "headers": {"Location": "https://127.0.0.1/x"}},
]  # fmt: skip


@pytest.mark.parametrize("trouble", BROKEN, ids=str)
def test_any_other_trouble_is_tried_again_and_then_goes_by_mail(
    world: World, push_service: PushService, trouble: Any
) -> None:
    (only,) = browsers(world, "only")
    push_service.script[only.endpoint] = [trouble]
    answered(world)
    for _minute in range(90):
        later(minutes=1)
        work()
    assert push_service.calls(only) == 8
    assert {str(request.url) for request in push_service.got} == {only.endpoint}
    assert Notice.objects.get(channel="push").state == "failed"
    assert PushDevice.objects.get().dead_at is None
    assert ways() == ["email"]


def test_a_trouble_that_passes_costs_a_minute_and_no_second_notice(
    world: World, push_service: PushService
) -> None:
    (only,) = browsers(world, "only")
    push_service.script[only.endpoint] = [503, requests.ReadTimeout(), 201]
    answered(world)
    for _each in range(6):
        later(seconds=45)
        work()
    assert push_service.calls(only) == 3
    assert Notice.objects.get(channel="push").state == "sent"


def test_nothing_is_tried_for_longer_than_it_helps(world: World, push_service: PushService) -> None:
    (only,) = browsers(world, "only")
    push_service.script[only.endpoint] = [503]
    reply(world, say(world).thread_id)
    jobs.run_due()
    Notice.objects.update(stale_at=at("2027-01-12 15:02"))
    for _each in range(10):
        work()
        later(seconds=31)
    assert push_service.calls(only) <= 3
    assert Notice.objects.get(channel="push").state in {"failed", "expired"}
