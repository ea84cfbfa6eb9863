"""A worker of its own, to be killed.

It runs the very functions that Celery's doors call, on the database of the test that started it. Its SMS sink
takes as long as a provider does, so that a kill meets it in the middle.
"""

import os
import time
from datetime import timedelta
from multiprocessing.connection import Connection

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
django.setup()

from django.conf import settings  # noqa: E402 - needs Django to be set up
from django.db import connection  # noqa: E402 - needs Django to be set up

from portal.kernel import clock  # noqa: E402 - needs Django to be set up
from portal.notify.channels import Outgoing  # noqa: E402 - needs Django to be set up
from portal.notify.sinks import SmsSink  # noqa: E402 - needs Django to be set up
from portal.notify.tasks import send_due  # noqa: E402 - needs Django to be set up
from portal.reminders.tasks import plan_upcoming  # noqa: E402 - needs Django to be set up

SLOW_SECONDS = 0.02


class SlowSms:
    def send(self, message: Outgoing, *, to: str) -> None:
        time.sleep(SLOW_SECONDS)
        SmsSink().send(message, to=to)
        time.sleep(SLOW_SECONDS)


def main(line: Connection, database: str, what: str, ahead: float) -> None:
    """`plan` or `send`, `ahead` seconds after now. All of a test's workers begin when their line says so."""
    connection.settings_dict["NAME"] = database
    settings.SMS_SENDER = "tests.faults.sender.SlowSms"
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    now = clock.now()
    if ahead:
        clock.set_fixed(now + timedelta(seconds=ahead))
    line.send("ready")
    line.recv()
    {"plan": plan_upcoming, "send": send_due}[what]()
