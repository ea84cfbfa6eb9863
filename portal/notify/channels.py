"""The ways out: push, mail, SMS. Each place's settings name the class; all have one method, `send`.

`message_id` is the same for the same notice, whatever happens in between: a receiver that gets it twice
shows it once (mail's Message-ID, push's Topic, a sink's key).
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from portal.notify import unsubscribing
from portal.notify.wording import Words


class SendFailed(Exception):
    """It did not go out now; it may be tried again, not before `retry_after` seconds where the other side
    named a time. Carries no content and no address."""

    def __init__(self, retry_after: int = 0) -> None:
        super().__init__()
        self.retry_after = retry_after


class AddressDead(Exception):
    """It will never go out to there."""


@dataclass(frozen=True)
class Outgoing:
    message_id: str
    account_id: UUID
    words: Words
    path: str
    language: str
    tag: str = ""
    """The same for all that is said of one thing: on the phone the newer takes the older one's place."""
    lives: int = 6 * 3600
    """Seconds for which a push service keeps it for a phone that is off."""


class Channel(Protocol):
    def send(self, message: Outgoing, *, to: str) -> None:
        """Sends, or raises SendFailed or AddressDead."""


def sender(channel: str) -> Channel:
    if channel == "email":
        return Mail()
    path = settings.PUSH_SENDER if channel == "push" else settings.SMS_SENDER
    module, name = path.rsplit(".", 1)
    made: Channel = getattr(import_module(module), name)()
    return made


class Mail:
    """Through Django's mail backend: SMTP, a provider by anymail, or the demo's sink."""

    def send(self, message: Outgoing, *, to: str) -> None:
        mail = EmailMessage(
            message.words.subject,
            message.words.text,
            settings.DEFAULT_FROM_EMAIL,
            [to],
            headers={
                "Message-ID": f"<{message.message_id}@footbridge>",
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{unsubscribing.link(message.account_id)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            },
        )
        try:
            mail.send()
        except OSError as error:  # smtplib's errors are OSErrors
            raise SendFailed from error
