"""A file as it is shown with a message. One shape for messages and for files by themselves."""

from typing import Any

from rest_framework import serializers

from portal.files.models import File
from portal.files.selectors import waits_for_scan

KINDS = ("photo", "pdf")
STATES = ("uploading", "pending", "ready", "refused")


class AttachmentSerializer(serializers.Serializer[Any]):
    """`pending`: kept back until a scanner has looked at it. `refused`: removed, nobody can open it. The
    bytes are at `/api/v1/files/{id}/content`, a small picture of a photo at `.../preview`."""

    id = serializers.UUIDField()
    name = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=KINDS, allow_null=True)
    size = serializers.IntegerField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)


def shape_attachment(row: File) -> dict[str, Any]:
    kind = None if not row.type else "pdf" if row.type == "application/pdf" else "photo"
    state = "pending" if waits_for_scan(row) else "ready" if row.state == "checked" else row.state
    names = ("id", "name", "size", "width", "height")
    return {name: getattr(row, name) for name in names} | {"kind": kind, "state": state}
