"""The relay as its own process, as the supervisor and compose start it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from django.db import connection

from portal.outbox import relay, selectors

pytestmark = pytest.mark.django_db(transaction=True)
Happen = Callable[..., int | None]


@pytest.fixture
def process() -> Iterator["subprocess.Popen[bytes]"]:
    """`manage.py relay` on the test's own database."""
    code = (
        "import sys, django; from django.conf import settings; "
        "settings.DATABASES['default']['NAME'] = sys.argv[1]; django.setup(); "
        "from django.core.management import call_command; call_command('relay')"
    )
    name = str(connection.settings_dict["NAME"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    made = subprocess.Popen([sys.executable, "-c", code, name], env=environment)
    yield made
    made.kill()
    made.wait()


def test_it_numbers_what_nobody_numbered_and_ends_at_once_when_asked(
    process: "subprocess.Popen[bytes]", happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = uuid4()
    monkeypatch.setattr(relay, "relay_items", lambda *_args: 0)  # this process dies right after its commit
    happen(person)
    until = time.monotonic() + 20
    while selectors.last_seqs([person])[person] == 0:
        assert time.monotonic() < until, "the relay did not sweep"
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
