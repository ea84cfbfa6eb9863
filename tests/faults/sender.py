"""A worker of its own, to be killed: `python -m tests.faults.sender plan|send [seconds ahead]`.

It runs the very functions that Celery's doors call, on the database of the test that started it. Its SMS sink
takes as long as a provider does, so that a kill meets it in the middle.
"""

import os
import sys
import time
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
django.setup()

from django.conf import settings  # noqa: E402 - needs Django to be set up

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


def main(what: str, ahead: str = "0") -> None:
    settings.SMS_SENDER = "tests.faults.sender.SlowSms"
    settings.EMAIL_BACKEND = "portal.notify.sinks.MailSink"
    now = clock.now()
    if ahead != "0":
        clock.set_fixed(now + timedelta(seconds=float(ahead)))
    print("ready", flush=True)
    sys.stdin.readline()  # all of a test's workers begin at once
    {"plan": plan_upcoming, "send": send_due}[what]()


if __name__ == "__main__":
    main(*sys.argv[1:])
