"""The shapes of files."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from api.attachments import AttachmentSerializer, shape_attachment
from api.base import StrictSerializer
from portal.files import logic
from portal.files.models import File


class BeginIn(StrictSerializer):
    """`patient_id` only from the team: the patient's own files are their own."""

    name = serializers.CharField(max_length=1000, allow_blank=True)
    size = serializers.IntegerField(max_value=2**31 - 1)
    patient_id = serializers.UUIDField(required=False)


class NothingIn(StrictSerializer):
    """No fields."""


class FileSerializer(AttachmentSerializer):
    """A file of one's own on its way. The next piece is number `received / piece`."""

    declared = serializers.IntegerField()
    received = serializers.IntegerField()


class FileLimitsSerializer(serializers.Serializer[Any]):
    """In bytes; `together` is how many files a message takes."""

    largest = serializers.IntegerField()
    piece = serializers.IntegerField()
    together = serializers.IntegerField()


def shape_file(row: File) -> dict[str, Any]:
    return shape_attachment(row) | {"declared": row.declared, "received": row.received}


def shape_limits() -> dict[str, Any]:
    return {"largest": settings.FILES_LARGEST, "piece": logic.PIECE, "together": logic.MOST_TOGETHER}
