"""The evening group at 17:00 in New York; the patient wants one reminder, an hour before, with the time."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from portal.kernel import clock
from portal.notify import preferences
from tests.portal.schedule import objects
from tests.world import World, build


@pytest.fixture
def world(db: None, settings: Settings) -> Iterator[World]:
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"  # the test runner's own keeps mail in memory
    clock.set_fixed(objects.at("2027-01-12 15:00"))  # a Tuesday, 10:00 in New York
    made = build()
    objects.add(made)
    preferences.change_preferences(
        made.actor("patient"), version=0, changes={"leads": [60], "with_time": True}
    )
    yield made
    clock.set_fixed(None)
