"""Shapes of a person's wishes."""

from typing import Any

from django.conf import settings
from rest_framework import serializers as s

from api.base import StrictSerializer
from portal.notify.keys import public_key
from portal.notify.models import Preferences

_FIELDS = ("push", "email", "sms", "with_time", "leads", "quiet_from", "quiet_until", "version")


class PreferencesShape(s.Serializer[Any]):
    push = s.BooleanField()
    email = s.BooleanField()
    sms = s.BooleanField()
    with_time = s.BooleanField()
    leads = s.ListField(child=s.IntegerField(), help_text="Minutes before a session, longest first.")
    quiet_from = s.TimeField(format="%H:%M")
    quiet_until = s.TimeField(format="%H:%M")
    version = s.IntegerField()
    texts_to = s.CharField(allow_blank=True, help_text="The last four digits of the number for texts.")
    devices = s.IntegerField(help_text="Browsers that get pushes.")
    push_key = s.CharField(help_text="The server's VAPID key, base64url.")


def shape_preferences(row: Preferences, *, devices: int, texts_to: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FIELDS} | {
        "quiet_from": row.quiet_from.strftime("%H:%M"),
        "quiet_until": row.quiet_until.strftime("%H:%M"),
        "devices": devices,
        "texts_to": texts_to,
        "push_key": public_key(settings.VAPID_PRIVATE_KEY),
    }


class PreferencesBody(StrictSerializer):
    version = s.IntegerField()
    push = s.BooleanField(required=False)
    email = s.BooleanField(required=False)
    sms = s.BooleanField(required=False)
    with_time = s.BooleanField(required=False)
    leads = s.ListField(child=s.IntegerField(min_value=1), required=False, max_length=4)
    quiet_from = s.TimeField(required=False)
    quiet_until = s.TimeField(required=False)


class PushKeysBody(StrictSerializer):
    p256dh = s.CharField(max_length=200)
    auth = s.CharField(max_length=100)


class PushDeviceBody(StrictSerializer):
    endpoint = s.URLField(max_length=500)
    keys = PushKeysBody()


class PushDeviceGoneBody(StrictSerializer):
    endpoint = s.URLField(max_length=500)
