"""That somebody writes on a thread just now: whose side it is says the frame's name."""

from typing import Any

from rest_framework import serializers


class TypingSerializer(serializers.Serializer[Any]):
    thread_id = serializers.UUIDField()
