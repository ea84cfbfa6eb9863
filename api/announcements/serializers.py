"""The shapes of announcements. Numbers only: nobody of those who get one is named here."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.announcements import selectors
from portal.messaging.logic import LONGEST_BODY
from portal.programs.models import Track

_NAME = 120


class AnnounceWordsSerializer(StrictSerializer):
    en = serializers.CharField(max_length=LONGEST_BODY)
    es = serializers.CharField(max_length=LONGEST_BODY, required=False, allow_blank=True)


class AnnouncePlaceSerializer(StrictSerializer):
    en = serializers.CharField(max_length=_NAME)
    es = serializers.CharField(max_length=_NAME, required=False, allow_blank=True)


class AnnounceChangeSerializer(StrictSerializer):
    """`on` and `wall_time` are on the wall of the session's zone."""

    version = serializers.IntegerField(min_value=1)
    place = AnnouncePlaceSerializer(required=False)
    on = serializers.DateField(required=False)
    wall_time = serializers.TimeField(required=False)


class AnnounceBody(StrictSerializer):
    session_id = serializers.UUIDField(required=False)
    track_id = serializers.UUIDField(required=False)
    texts = AnnounceWordsSerializer()
    change = AnnounceChangeSerializer(required=False)


class ReachQuery(StrictSerializer):
    session = serializers.UUIDField(required=False)
    track = serializers.UUIDField(required=False)


class ReachWordsSerializer(serializers.Serializer[Any]):
    en = serializers.CharField(allow_blank=True)
    es = serializers.CharField(allow_blank=True)


class ReachSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    on = serializers.DateField()
    wall_time = serializers.TimeField()
    state = serializers.CharField()


class ReachSerializer(serializers.Serializer[Any]):
    """`to` copies would go out, signed with `signed`; `spanish` of them to people who read Spanish. `others`
    are in the session and not the sender's to tell."""

    title = ReachWordsSerializer()
    signed = serializers.CharField()
    to = serializers.IntegerField()
    spanish = serializers.IntegerField()
    others = serializers.IntegerField()
    session = ReachSessionSerializer(allow_null=True)


class SentAnnouncementSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    sent_at = serializers.DateTimeField()
    to = serializers.IntegerField()
    read = serializers.IntegerField()


class AnnounceTrackSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


def shape_reach(found: selectors.Reach) -> dict[str, Any]:
    session, track = found.session, found.track
    name = track.name if track else ""
    title = session.series.title if session else {"en": name}
    names = ("id", "version", "starts_at", "ends_at", "on", "wall_time", "state")
    return {
        "title": {"en": title.get("en", ""), "es": title.get("es") or title.get("en", "")},
        "signed": found.post.name,
        "to": len(found.patients),
        "spanish": found.spanish,
        "others": found.others,
        "session": {name: getattr(session, name) for name in names} if session else None,
    }


def shape_sent(found: selectors.Sent) -> dict[str, Any]:
    row = found.announcement
    return {"id": row.id, "sent_at": row.sent_at, "to": found.to, "read": found.read}


def shape_track(row: Track) -> dict[str, Any]:
    return {"id": row.id, "name": row.name}
