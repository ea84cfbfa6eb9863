"""Shapes of a person's wishes."""

from typing import Any

from django.conf import settings
from rest_framework import serializers as s

from api.base import StrictSerializer
from portal.notify.keys import public_key
from portal.notify.models import CHANNELS, Notice, Preferences
from portal.notify.reach import Reach

_FIELDS = (
    "push", "email", "sms", "with_time", "leads", "fallback_after", "daily_cap", "team_messages", "version",
)  # fmt: skip
_WALL_TIMES = ("quiet_from", "quiet_until", "digest_at")


class PreferencesShape(s.Serializer[Any]):
    push = s.BooleanField()
    email = s.BooleanField()
    sms = s.BooleanField()
    with_time = s.BooleanField()
    leads = s.ListField(child=s.IntegerField(), help_text="Minutes before a session, longest first.")
    quiet_from = s.TimeField(format="%H:%M")
    quiet_until = s.TimeField(format="%H:%M")
    fallback_after = s.IntegerField(help_text="Minutes until an unread push goes by text or mail; 0: never.")
    daily_cap = s.IntegerField(allow_null=True, help_text="Notices a day; null: no cap.")
    digest_at = s.TimeField(format="%H:%M", help_text="When the rest of a day comes, in one notice.")
    team_messages = s.BooleanField(help_text="Of staff: hear of what patients write on one's own threads.")
    version = s.IntegerField()
    texts_to = s.CharField(allow_blank=True, help_text="The last four digits of the number for texts.")
    texts_stopped = s.BooleanField(help_text="STOP was written from that number: START alone ends it.")
    devices = s.IntegerField(help_text="Browsers that get pushes.")
    dead_devices = s.IntegerField(help_text="Browsers whose push service said that they are gone.")
    push_key = s.CharField(help_text="The server's VAPID key, base64url.")


def shape_preferences(row: Preferences, **reach: Any) -> dict[str, Any]:
    times = {name: getattr(row, name).strftime("%H:%M") for name in _WALL_TIMES}
    key = public_key(settings.VAPID_PRIVATE_KEY)
    return {name: getattr(row, name) for name in _FIELDS} | times | reach | {"push_key": key}


class PreferencesBody(StrictSerializer):
    version = s.IntegerField()
    push = s.BooleanField(required=False)
    email = s.BooleanField(required=False)
    sms = s.BooleanField(required=False)
    with_time = s.BooleanField(required=False)
    leads = s.ListField(child=s.IntegerField(min_value=1), required=False, max_length=4)
    quiet_from = s.TimeField(required=False)
    quiet_until = s.TimeField(required=False)
    fallback_after = s.IntegerField(required=False)
    daily_cap = s.IntegerField(required=False, allow_null=True)
    digest_at = s.TimeField(required=False)
    team_messages = s.BooleanField(required=False)


class PushKeysBody(StrictSerializer):
    p256dh = s.CharField(max_length=200)
    auth = s.CharField(max_length=100)


class PushDeviceBody(StrictSerializer):
    endpoint = s.URLField(max_length=500)
    keys = PushKeysBody()


class PushDeviceGoneBody(StrictSerializer):
    endpoint = s.URLField(max_length=500)


class TokenQuery(s.Serializer[Any]):
    t = s.CharField(max_length=200)


class SentShape(s.Serializer[Any]):
    """That something went out, and how: not what it was about."""

    id = s.UUIDField()
    channel = s.ChoiceField(choices=CHANNELS)
    state = s.ChoiceField(choices=Notice.STATES)
    at = s.DateTimeField(help_text="When it went out, else when it is or was due. UTC.")


class ReachShape(s.Serializer[Any]):
    account = s.BooleanField(help_text="Whether the patient can sign in at all.")
    push = s.BooleanField()
    email = s.BooleanField()
    sms = s.BooleanField()
    devices = s.IntegerField()
    dead = s.ListField(child=s.DateTimeField(), help_text="When each device that is gone was found so. UTC.")
    has_number = s.BooleanField()
    texts_stopped = s.BooleanField()
    notices = SentShape(many=True)


def shape_reach(found: Reach) -> dict[str, Any]:
    wishes = found.wishes
    return {
        "account": wishes is not None,
        "push": bool(wishes and wishes.push),
        "email": bool(wishes and wishes.email),
        "sms": bool(wishes and wishes.sms),
        "devices": found.devices,
        "dead": found.dead,
        "has_number": found.has_number,
        "texts_stopped": found.stopped,
        "notices": [
            {"id": row.id, "channel": row.channel, "state": row.state, "at": row.sent_at or row.due_at}
            for row in found.notices
        ],
    }
