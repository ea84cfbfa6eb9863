"""The shapes of the team's notes. No shape that a patient gets holds one of them."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from api.messaging.serializers.threads import ThreadSerializer, shape_thread
from portal.messaging.logic import LONGEST_BODY
from portal.messaging.selectors import NoteDelivery, NoteView
from portal.programs.models import Staff


class NoteIn(StrictSerializer):
    """`mentions`: accounts of colleagues."""

    body = serializers.CharField(max_length=LONGEST_BODY)
    mentions = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=20)


class MentionSerializer(serializers.Serializer[Any]):
    account_id = serializers.UUIDField()
    name = serializers.CharField()


class NoteSerializer(serializers.Serializer[Any]):
    """`after_seq`: the message behind which it stands. `key` is the author's own uuid for it."""

    id = serializers.UUIDField()
    thread_id = serializers.UUIDField()
    after_seq = serializers.IntegerField()
    key = serializers.UUIDField()
    author_name = serializers.CharField()
    author_role = serializers.CharField(allow_blank=True)
    body = serializers.CharField()
    written_at = serializers.DateTimeField()
    mentions = MentionSerializer(many=True)


class NotesSerializer(serializers.Serializer[Any]):
    results = NoteSerializer(many=True)


class NoteDeliverySerializer(serializers.Serializer[Any]):
    """A note, and its thread as this reader has it."""

    note = NoteSerializer()
    thread = ThreadSerializer()


class ColleagueSerializer(serializers.Serializer[Any]):
    staff_id = serializers.UUIDField()
    account_id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.CharField()


class ColleaguesSerializer(serializers.Serializer[Any]):
    results = ColleagueSerializer(many=True)


def shape_note(row: NoteView) -> dict[str, Any]:
    names = ("id", "thread_id", "after_seq", "key", "author_name", "author_role", "body", "written_at")
    return {name: getattr(row.note, name) for name in names} | {
        "mentions": [{"account_id": named.account_id, "name": named.name} for named in row.mentions]
    }


def shape_note_delivery(row: NoteDelivery) -> dict[str, Any]:
    return {"note": shape_note(row.note), "thread": shape_thread(row.view)}


def shape_colleague(row: Staff) -> dict[str, Any]:
    return {"staff_id": row.id, "account_id": row.account_id, "name": row.name, "role": row.role}
