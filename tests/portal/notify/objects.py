"""Phones, texts and moments for tests of notices."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from portal.accounts.models import Account
from portal.kernel import clock
from portal.notify import devices, preferences, tasks
from portal.notify.models import SunkNotice
from portal.outbox import jobs
from tests.world import World

MOZILLA = "https://updates.push.services.mozilla.com/wpush/v2/"
KEYS = {"p256dh": "x", "auth": "y"}
NUMBER = "+16025550142"


def phone(world: World, who: str = "patient", name: str = "a") -> None:
    """One browser of this person that gets pushes."""
    devices.add_push_device(world.actor(who), endpoint=f"{MOZILLA}{who}-{name}", keys=KEYS)


def wish(world: World, who: str = "patient", **changes: Any) -> None:
    row = preferences.own(world.actor(who))
    preferences.change_preferences(world.actor(who), version=row.version, changes=changes)


def texts(world: World, who: str = "patient", number: str = NUMBER) -> None:
    """This person wants texts, to this number."""
    Account.objects.filter(id=world.people[who].id).update(phone=number)
    wish(world, who, sms=True)


def later(**by: float) -> datetime:
    """Lets the clock stand that much further on."""
    moment = clock.now() + timedelta(**by)
    clock.set_fixed(moment)
    return moment


def work() -> None:
    """What relay and worker do in the next moment."""
    jobs.run_due()
    tasks.send_due()


def sunk() -> list[SunkNotice]:
    return list(SunkNotice.objects.order_by("at", "channel"))


def ways(rows: Iterable[SunkNotice] | None = None) -> list[str]:
    """By which ways something left, in order."""
    return [row.channel for row in (sunk() if rows is None else rows)]
