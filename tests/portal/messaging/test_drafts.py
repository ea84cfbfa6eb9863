"""A draft that two devices write."""

from datetime import datetime, timedelta

import pytest

from portal.kernel import clock
from portal.messaging import actions, selectors
from portal.messaging.models import Draft
from tests.world import World

PLACE = "topic.skills"


class Device:
    """Writes as a phone does: with the time of the draft that it knows."""

    def __init__(self, world: World) -> None:
        self.actor = world.actor("patient")
        self.seen: datetime | None = None

    def open(self) -> str:
        found = selectors.draft(self.actor, place=PLACE)
        self.seen = found.updated_at if found else None
        return found.body if found else ""

    def write(self, body: str, *, settled: bool = False) -> str | None:
        """What the other device had written, where this one did not know it."""
        clock.set_fixed(clock.now() + timedelta(seconds=1))
        found = actions.save_draft(self.actor, place=PLACE, body=body, seen=self.seen, settled=settled)
        self.seen = found.updated_at if found else None
        return found.other if found else None


@pytest.mark.feature("M4.f")
def test_of_two_devices_the_newer_words_win_and_the_other_ones_are_offered(fixed: World) -> None:
    phone, tablet = Device(fixed), Device(fixed)
    for device in (phone, tablet):
        device.open()
    assert phone.write("I slept badly") is None
    assert phone.write("I slept badly again") is None
    assert tablet.write("Is there group on Monday?") == "I slept badly again"
    assert tablet.write("Is there group on Monday or Tuesday?") == "I slept badly again"
    assert selectors.draft(phone.actor, place=PLACE) is not None
    assert phone.open() == "Is there group on Monday or Tuesday?"
    assert tablet.write("Is there group?", settled=True) is None
    assert Draft.objects.get().other is None


@pytest.mark.feature("M4.f")
def test_emptying_the_box_does_not_remove_what_another_device_wrote_meanwhile(fixed: World) -> None:
    phone, tablet = Device(fixed), Device(fixed)
    phone.write("I slept")
    tablet.open()
    phone.write("I slept badly")
    assert tablet.write("") == "I slept badly"
    assert tablet.write("", settled=True) is None
    assert not Draft.objects.exists()


@pytest.mark.feature("M4.f")
def test_going_on_with_the_same_words_is_no_conflict(fixed: World) -> None:
    phone, tablet = Device(fixed), Device(fixed)
    phone.write("I slept")
    assert tablet.write("I slept badly") is None
