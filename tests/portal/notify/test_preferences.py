"""One's own wishes and devices."""

import pytest

from portal.kernel.errors import Invalid, Stale
from portal.notify import devices, preferences
from portal.notify.models import PushDevice
from portal.notify.push import host_is_known
from tests.world import build

pytestmark = pytest.mark.django_db
KEYS = {"p256dh": "x", "auth": "y"}
MOZILLA = "https://updates.push.services.mozilla.com/wpush/v2/"


def test_wishes_are_changed_by_who_saw_the_newest() -> None:
    who = build().actor("patient")
    changed = preferences.change_preferences(who, version=0, changes={"leads": [30, 120, 30]})
    assert changed.leads == [120, 30]
    with pytest.raises(Stale):
        preferences.change_preferences(who, version=0, changes={"sms": True})


def test_leads_that_help_nobody_are_refused() -> None:
    who = build().actor("patient")
    for leads in ([0], [8 * 24 * 60], [1, 2, 3, 4, 5]):
        with pytest.raises(Invalid):
            preferences.change_preferences(who, version=0, changes={"leads": leads})


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://updates.push.services.mozilla.com/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/latest",
        "https://updates.push.services.mozilla.com.evil.test/x",
        "https://user@updates.push.services.mozilla.com/x",
        "https://updates.push.services.mozilla.com:8443/x",
        "https://push.apple.com.evil.test/x",
        "https://[::1]/x",
    ],
)
def test_only_known_push_services_are_ever_contacted(endpoint: str) -> None:
    assert not host_is_known(endpoint)
    with pytest.raises(Invalid):
        devices.add_push_device(build().actor("patient"), endpoint=endpoint, keys=KEYS)


def test_a_browser_is_one_row_however_often_it_says_so_and_follows_its_person() -> None:
    world = build()
    for who in ("patient", "patient", "neighbour"):
        devices.add_push_device(world.actor(who), endpoint=MOZILLA + "a", keys=KEYS)
    [row] = PushDevice.objects.all()
    assert row.account_id == world.people["neighbour"].id
    assert b"mozilla" not in bytes(PushDevice.objects.values_list("subscription", flat=True)[0])
    devices.remove_push_device(world.actor("patient"), endpoint=MOZILLA + "a")
    assert devices.own_count(world.actor("neighbour")) == 1
