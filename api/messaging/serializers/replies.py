"""The shapes of saved replies: as a program keeps them, and filled in for one thread."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.messaging.logic import LONGEST_BODY, TOPICS, VARIABLES
from portal.messaging.models import SavedReply
from portal.messaging.selectors import FilledReply
from portal.programs.models import Program

_LANGUAGES = ("en", "es")


class ReplyWordsIn(StrictSerializer):
    topic = serializers.ChoiceField(choices=TOPICS)
    title = serializers.CharField(max_length=80)
    body_en = serializers.CharField(max_length=LONGEST_BODY)
    body_es = serializers.CharField(max_length=LONGEST_BODY)


class KeepReplyIn(ReplyWordsIn):
    program_id = serializers.UUIDField()


class ChangeReplyIn(ReplyWordsIn):
    version = serializers.IntegerField(min_value=1)


class SavedReplySerializer(serializers.Serializer[Any]):
    """One version. A change makes the next one, with an id of its own."""

    id = serializers.UUIDField()
    program_id = serializers.UUIDField()
    topic = serializers.ChoiceField(choices=TOPICS)
    title = serializers.CharField()
    body_en = serializers.CharField()
    body_es = serializers.CharField()
    version = serializers.IntegerField()
    written_at = serializers.DateTimeField()


class ReplyProgramSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class SavedRepliesSerializer(serializers.Serializer[Any]):
    """`programs`: where the reader may keep replies; `variables`: what a text can be filled with."""

    programs = ReplyProgramSerializer(many=True)
    variables = serializers.ListField(child=serializers.ChoiceField(choices=VARIABLES))
    results = SavedReplySerializer(many=True)


class FilledReplySerializer(serializers.Serializer[Any]):
    """`body` in the patient's language; what could not be filled stands in it as its mark, and its name in
    `blanks`."""

    id = serializers.UUIDField()
    topic = serializers.ChoiceField(choices=TOPICS)
    title = serializers.CharField()
    suggested = serializers.BooleanField()
    language = serializers.ChoiceField(choices=_LANGUAGES)
    body = serializers.CharField()
    blanks = serializers.ListField(child=serializers.ChoiceField(choices=VARIABLES))


class FilledRepliesSerializer(serializers.Serializer[Any]):
    results = FilledReplySerializer(many=True)


def shape_reply(row: SavedReply) -> dict[str, Any]:
    names = ("id", "program_id", "topic", "title", "body_en", "body_es", "version", "written_at")
    return {name: getattr(row, name) for name in names}


def shape_replies(programs: list[Program], rows: list[SavedReply]) -> dict[str, Any]:
    return {
        "programs": [{"id": row.id, "name": row.name} for row in programs],
        "variables": list(VARIABLES),
        "results": [shape_reply(row) for row in rows],
    }


def shape_filled_reply(row: FilledReply) -> dict[str, Any]:
    return {
        "id": row.reply.id,
        "topic": row.reply.topic,
        "title": row.reply.title,
        "suggested": row.suggested,
        "language": row.language,
        "body": row.body,
        "blanks": row.blanks,
    }
