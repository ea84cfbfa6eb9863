"""The shapes of the reply clock: numbers and days, no words of anybody."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.messaging.logic import LONGEST_PROMISE, SHORTEST_PROMISE, TOPICS
from portal.messaging.models import OwnerCheck
from portal.messaging.selectors import Clock, Report, Terms


class WindowSerializer(serializers.Serializer[Any]):
    opens = serializers.DateTimeField()
    closes = serializers.DateTimeField()


class TopicClockSerializer(serializers.Serializer[Any]):
    """Minutes of team hours: of the promise, and of its last part, in which the clock is amber."""

    topic = serializers.ChoiceField(choices=TOPICS)
    within = serializers.IntegerField()
    amber = serializers.IntegerField()


class TeamClockSerializer(serializers.Serializer[Any]):
    """`windows`: when the team is there, from a month ago to a month ahead."""

    program_id = serializers.UUIDField()
    windows = WindowSerializer(many=True)
    topics = TopicClockSerializer(many=True)


class TermSerializer(serializers.Serializer[Any]):
    topic = serializers.ChoiceField(choices=TOPICS)
    minutes = serializers.IntegerField()
    standard = serializers.IntegerField()
    next_minutes = serializers.IntegerField(allow_null=True)
    next_on = serializers.DateField(allow_null=True)


class TermsSerializer(serializers.Serializer[Any]):
    """What a program promises by topic, in minutes of team hours."""

    program_id = serializers.UUIDField()
    today = serializers.DateField()
    topics = TermSerializer(many=True)
    may_change = serializers.BooleanField()


class ReplyLineSerializer(serializers.Serializer[Any]):
    """Minutes of team hours. `few`: fewer than five answers, so that nothing is said."""

    topic = serializers.ChoiceField(choices=TOPICS, allow_null=True)
    promised = serializers.IntegerField(allow_null=True)
    few = serializers.BooleanField()
    answered = serializers.IntegerField(allow_null=True)
    median = serializers.IntegerField(allow_null=True)
    slowest_tenth = serializers.IntegerField(allow_null=True)
    kept = serializers.FloatField(allow_null=True)


class ReportTrackSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class ReplyReportSerializer(serializers.Serializer[Any]):
    """`late`: questions that wait beyond their promise now."""

    program_id = serializers.UUIDField()
    since = serializers.DateField()
    until = serializers.DateField()
    total = ReplyLineSerializer()
    topics = ReplyLineSerializer(many=True)
    waiting = serializers.IntegerField()
    late = serializers.IntegerField()
    tracks = ReportTrackSerializer(many=True)


class OwnerCheckSerializer(serializers.Serializer[Any]):
    """The last proof that every open thread has somebody who can answer. All null before the first."""

    at = serializers.DateTimeField(allow_null=True)
    threads = serializers.IntegerField(allow_null=True)
    mended = serializers.IntegerField(allow_null=True)
    alone = serializers.IntegerField(allow_null=True)
    mended_at = serializers.DateTimeField(allow_null=True)


class ReportQuery(StrictSerializer):
    since = serializers.DateField()
    until = serializers.DateField()
    track = serializers.UUIDField(required=False)


class TermsIn(StrictSerializer):
    starts_on = serializers.DateField()
    minutes = serializers.DictField(
        child=serializers.IntegerField(min_value=SHORTEST_PROMISE, max_value=LONGEST_PROMISE)
    )


def shape_clock(found: Clock) -> dict[str, Any]:
    return {
        "program_id": found.program_id,
        "windows": [{"opens": opens, "closes": closes} for opens, closes in found.windows],
        "topics": [
            {"topic": topic, "within": found.within[topic], "amber": found.amber[topic]} for topic in TOPICS
        ],
    }


def shape_terms(found: Terms) -> dict[str, Any]:
    return {
        "program_id": found.program.id,
        "today": found.today,
        "topics": [asdict(row) for row in found.topics],
        "may_change": found.may_change,
    }


def shape_report(found: Report) -> dict[str, Any]:
    names = ("since", "until", "waiting", "late")
    return {name: getattr(found, name) for name in names} | {
        "program_id": found.program.id,
        "total": asdict(found.total),
        "topics": [asdict(line) for line in found.topics],
        "tracks": [{"id": row.id, "name": row.name} for row in found.tracks],
    }


def shape_owner_check(row: OwnerCheck | None) -> dict[str, Any]:
    names = ("at", "threads", "mended", "alone", "mended_at")
    return {name: getattr(row, name) if row else None for name in names}
