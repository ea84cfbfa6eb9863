"""The shapes of the calendar feed's settings."""

from typing import Any

from rest_framework import serializers


class CalendarSerializer(serializers.Serializer[Any]):
    """`made_at` is empty where no address is in use. `url` is told once, when it is made."""

    made_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField(allow_null=True)
