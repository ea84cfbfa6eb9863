"""What messaging is asked: bodies and queries."""

from rest_framework import serializers

from api.base import StrictSerializer
from portal.files.logic import MOST_TOGETHER
from portal.messaging.logic import LONGEST_BODY, TOPICS
from portal.messaging.selectors import QUEUES


class BodyIn(StrictSerializer):
    """Words, or files, or both. The files are ids of one's own uploads."""

    body = serializers.CharField(max_length=LONGEST_BODY, allow_blank=True)
    attachments = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_TOGETHER
    )


class OpenThreadIn(BodyIn):
    topic = serializers.ChoiceField(choices=TOPICS)


class SendIn(BodyIn):
    """By socket: on a thread, or on a topic."""

    thread_id = serializers.UUIDField(required=False)
    topic = serializers.ChoiceField(choices=TOPICS, required=False)


class AnswerIn(BodyIn):
    thread_id = serializers.UUIDField()


class ReadUpToIn(StrictSerializer):
    seq = serializers.IntegerField(min_value=1)


class ReadThreadIn(ReadUpToIn):
    thread_id = serializers.UUIDField()


class ThreadIn(StrictSerializer):
    thread_id = serializers.UUIDField()


class AssignIn(StrictSerializer):
    staff_id = serializers.UUIDField(allow_null=True)


class DraftIn(StrictSerializer):
    body = serializers.CharField(max_length=LONGEST_BODY, allow_blank=True, trim_whitespace=False)


class NothingIn(StrictSerializer):
    """No fields."""


class PageQuery(StrictSerializer):
    cursor = serializers.CharField(required=False, max_length=400)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=100, default=30)


class ThreadsQuery(PageQuery):
    patient = serializers.UUIDField(required=False)


class InboxQuery(PageQuery):
    queue = serializers.ChoiceField(choices=QUEUES, required=False, default="team")
    topic = serializers.ChoiceField(choices=TOPICS, required=False)


class MessagesQuery(StrictSerializer):
    after = serializers.IntegerField(required=False, min_value=0)
    before = serializers.IntegerField(required=False, min_value=1)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=100, default=50)


class PromiseQuery(StrictSerializer):
    topic = serializers.ChoiceField(choices=TOPICS)
