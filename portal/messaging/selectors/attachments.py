"""The files of messages. Read with the message, and under its rule; what opens them asks again."""

from collections.abc import Iterable
from uuid import UUID

from portal.files.models import File
from portal.messaging.models import Attachment, Message


def files_of(messages: Iterable[Message]) -> dict[UUID, list[File]]:
    """By message, in order. No query where none has any."""
    ids = [row.id for row in messages if row.attached]
    found: dict[UUID, list[File]] = {}
    if ids:
        rows = Attachment.objects.filter(message__in=ids).select_related("file").order_by("position")
        for row in rows:
            found.setdefault(row.message_id, []).append(row.file)
    return found
