"""The mails of this domain: a neutral sender and subject, no word of what the program is."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from portal.kernel.text import t


def send(kind: str, *, to: str, language: str, about: UUID, **words: str) -> None:
    """`kind` names the texts `accounts.mail.<kind>.subject` and `.body`. The same `about` gives the same
    Message-ID, so that a mail which was sent twice shows once."""
    EmailMessage(
        subject=t(f"accounts.mail.{kind}.subject", language),
        body=t(f"accounts.mail.{kind}.body", language, **words),
        to=[to],
        headers={"Message-ID": f"<{about}@{host()}>", "Auto-Submitted": "auto-generated"},
    ).send()


def link(path: str) -> str:
    """Always the configured origin, never the request's: a forged Host leads nowhere."""
    return f"{settings.PUBLIC_ORIGIN}{path}"


def host() -> str:
    return str(settings.PUBLIC_ORIGIN).split("://")[-1].split(":")[0]
