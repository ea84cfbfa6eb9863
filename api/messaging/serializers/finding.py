"""The shapes of earlier texts and of search."""

from typing import Any

from rest_framework import serializers

from portal.messaging.logic import TOPICS
from portal.messaging.models import MessageVersion
from portal.messaging.selectors import Found, Hit


class MessageVersionSerializer(serializers.Serializer[Any]):
    """A text that stood from `written_at` until `until`."""

    number = serializers.IntegerField()
    body = serializers.CharField()
    written_at = serializers.DateTimeField()
    until = serializers.DateTimeField()


class MessageHistorySerializer(serializers.Serializer[Any]):
    results = MessageVersionSerializer(many=True)


class HitSerializer(serializers.Serializer[Any]):
    """Where the words stand: `before`, `word` and `after` are one piece of the message."""

    message_id = serializers.UUIDField()
    thread_id = serializers.UUIDField()
    topic = serializers.ChoiceField(choices=TOPICS)
    seq = serializers.IntegerField()
    from_team = serializers.BooleanField()
    author_name = serializers.CharField()
    sent_at = serializers.DateTimeField()
    before = serializers.CharField(allow_blank=True)
    word = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class SearchSerializer(serializers.Serializer[Any]):
    """One page: everything down to `back_to` was looked at; `next` is null at the end."""

    results = HitSerializer(many=True)
    looked_at = serializers.IntegerField()
    back_to = serializers.DateTimeField()
    next = serializers.CharField(allow_null=True)


def shape_version(row: MessageVersion) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("number", "body", "written_at", "until")}


def shape_hit(hit: Hit) -> dict[str, Any]:
    message = hit.message
    names = ("thread_id", "seq", "from_team", "author_name", "sent_at")
    return {name: getattr(message, name) for name in names} | {
        "message_id": message.id,
        "topic": message.thread.topic,
        "before": hit.snippet.before,
        "word": hit.snippet.word,
        "after": hit.snippet.after,
    }


def shape_found(found: Found, *, cursor: str | None) -> dict[str, Any]:
    return {
        "results": [shape_hit(hit) for hit in found.hits],
        "looked_at": found.looked_at,
        "back_to": found.back_to,
        "next": cursor,
    }
