"""What messaging is asked: bodies and queries."""

from rest_framework import serializers

from api.base import LongText, StrictSerializer
from portal.files.logic import MOST_TOGETHER
from portal.messaging.logic import LONGEST_BODY, LONGEST_CHOICE, LONGEST_SEARCH, MOST_CHOICES, TOPICS
from portal.messaging.selectors import QUEUES


class BodyIn(StrictSerializer):
    """Words, or files, or both. The files are ids of one's own uploads."""

    body = LongText(max_length=LONGEST_BODY, allow_blank=True)
    attachments = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MOST_TOGETHER
    )


class OpenThreadIn(BodyIn):
    topic = serializers.ChoiceField(choices=TOPICS)


class MessageIn(BodyIn):
    """`answers_to`: the team's question that a tap answers."""

    answers_to = serializers.UUIDField(required=False)


class SendIn(MessageIn):
    """By socket: on a thread, or on a topic."""

    thread_id = serializers.UUIDField(required=False)
    topic = serializers.ChoiceField(choices=TOPICS, required=False)


class ReplyIn(BodyIn):
    """`question` asks the patient to choose: yes or no, or one of two or three `choices`. `seen`: the last
    message (`seq`) that the writer saw. `anyway`: also where a colleague answers."""

    seen = serializers.IntegerField(min_value=0, required=False)
    anyway = serializers.BooleanField(required=False, default=False)
    question = serializers.ChoiceField(choices=["yes_no", "choices"], required=False)
    choices = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_CHOICE), max_length=MOST_CHOICES, required=False
    )


class VersionIn(StrictSerializer):
    """`version`: of the message that the author saw; another one is 412."""

    version = serializers.IntegerField(min_value=1)


class EditIn(BodyIn, VersionIn):
    pass


class SearchIn(StrictSerializer):
    """`patient`: for the team; without it the patient's own. The words are in no address."""

    words = serializers.CharField(max_length=LONGEST_SEARCH)
    patient = serializers.UUIDField(required=False)
    cursor = serializers.CharField(required=False, max_length=400)


class AnswerIn(ReplyIn):
    thread_id = serializers.UUIDField()


class ReadUpToIn(StrictSerializer):
    seq = serializers.IntegerField(min_value=1)


class ReadThreadIn(ReadUpToIn):
    thread_id = serializers.UUIDField()


class ThreadIn(StrictSerializer):
    thread_id = serializers.UUIDField()


class AssignIn(StrictSerializer):
    """`note`: words for the team, that name the new owner."""

    staff_id = serializers.UUIDField(allow_null=True)
    note = serializers.CharField(max_length=LONGEST_BODY, required=False, allow_blank=True)


class DraftIn(StrictSerializer):
    """`seen`: the `updated_at` that this device knew. `settled`: its writer has looked at `other`."""

    body = serializers.CharField(max_length=LONGEST_BODY, allow_blank=True, trim_whitespace=False)
    seen = serializers.DateTimeField(required=False, allow_null=True)
    settled = serializers.BooleanField(required=False)


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
    track = serializers.UUIDField(required=False)
    risk = serializers.BooleanField(required=False, default=False)


class MessagesQuery(StrictSerializer):
    after = serializers.IntegerField(required=False, min_value=0)
    before = serializers.IntegerField(required=False, min_value=1)
    around = serializers.IntegerField(required=False, min_value=1)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=100, default=50)


class PromiseQuery(StrictSerializer):
    topic = serializers.ChoiceField(choices=TOPICS)
