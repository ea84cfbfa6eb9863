"""Frames of files, in the shapes of REST. Rendered at delivery, by the reader's rights of then."""

from typing import Any

from api.attachments import AttachmentSerializer, shape_attachment
from api.realtime.registry import frame
from portal.files import selectors
from portal.kernel.actor import Actor
from portal.outbox import Item


@frame("files.file_scanned", AttachmentSerializer)
def file_scanned(actor: Actor, item: Item) -> dict[str, Any] | None:
    return shape_attachment(selectors.file(actor, file_id=item.object_id))
