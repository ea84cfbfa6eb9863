"""Where the demo's and the tests' notices go: a table that a page shows. Nothing leaves the machine."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from portal.kernel import clock, text
from portal.notify.channels import Outgoing
from portal.notify.models import SunkNotice

_KEEP = """
INSERT INTO notify_sunknotice (message_id, account_id, channel, subject, text, path, times, at)
VALUES (%s, %s, %s, %s, %s, %s, 1, %s)
ON CONFLICT (message_id) DO UPDATE SET times = notify_sunknotice.times + 1
"""


def _keep(
    message_id: str, account_id: UUID | None, channel: str, subject: str, said: str, path: str = ""
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [message_id[:120], account_id, channel, subject, said, path, clock.now()])


class PushSink:
    def send(self, message: Outgoing, *, to: str) -> None:
        """Each browser gets its own; the sentence is the one that the phone looks up by the key."""
        browser = hashlib.sha256(to.encode()).hexdigest()[:8]
        said = text.t(message.words.key, message.language, n=message.words.n)
        _keep(f"push:{message.message_id}:{browser}", message.account_id, "push", "", said, message.path)


class SmsSink:
    def send(self, message: Outgoing, *, to: str) -> None:
        _keep(f"sms:{message.message_id}", message.account_id, "sms", "", message.words.text)


class MailSink(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for mail in email_messages:
            found = mail.extra_headers.get("Message-ID") or str(mail.message()["Message-ID"])
            _keep(f"mail:{found}", None, "email", str(mail.subject), str(mail.body))
        return len(email_messages)


def newest(most: int = 100) -> list[SunkNotice]:
    """What came last, for the demo's page. Nobody's right is asked: sinks exist in demos and tests alone."""
    return list(SunkNotice.objects.order_by("-at", "message_id")[:most])
