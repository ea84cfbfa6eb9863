"""The shapes of daily check-ins. Skills and targets are keys: every phone carries their words."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.checkins import logic, selectors
from portal.checkins.actions import LONGEST
from portal.checkins.models import CheckIn


class SavedCheckInSerializer(serializers.Serializer[Any]):
    """What was saved once. Not answered is null, absent or empty: never 0. `urges`: 0 to 5 by target."""

    mood = serializers.IntegerField(allow_null=True)
    sleep_hours = serializers.IntegerField(allow_null=True)
    sleep_quality = serializers.IntegerField(allow_null=True)
    urges = serializers.DictField(child=serializers.IntegerField())
    skills = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField(allow_blank=True)
    written_at = serializers.DateTimeField()


class CheckInSerializer(SavedCheckInSerializer):
    """What stands for a day, with what was saved for it before, newest first. Until `take_back_until` the
    patient may undo it."""

    id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    day = serializers.DateField()
    take_back_until = serializers.DateTimeField()
    earlier = SavedCheckInSerializer(many=True)


class CheckInTargetsSerializer(serializers.Serializer[Any]):
    """What the card asks besides mood and sleep. `version` 0: nobody has chosen yet."""

    patient_id = serializers.UUIDField()
    keys = serializers.ListField(child=serializers.CharField())
    version = serializers.IntegerField()


class CheckInCardSerializer(serializers.Serializer[Any]):
    """`today` on the patient's own calendar. `days`, newest first, has those with a check-in alone."""

    today = serializers.DateField()
    targets = CheckInTargetsSerializer()
    days = CheckInSerializer(many=True)


class CheckInGoneSerializer(serializers.Serializer[Any]):
    """A saving that the patient took back: what stood for the day before it stands again."""

    id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    day = serializers.DateField()


class CheckInBody(StrictSerializer):
    day = serializers.DateField()
    mood = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=logic.MOST_MOOD)
    sleep_hours = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=logic.MOST_HOURS
    )
    sleep_quality = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=logic.MOST_RATING
    )
    urges = serializers.DictField(
        required=False, child=serializers.IntegerField(min_value=0, max_value=logic.MOST_RATING)
    )
    skills = serializers.ListField(required=False, child=serializers.CharField(max_length=40), max_length=40)
    note = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    written_at = serializers.DateTimeField(required=False)


class CheckInTargetsBody(StrictSerializer):
    """`version` is the one that the writer saw, 0 where nobody had chosen."""

    keys = serializers.ListField(child=serializers.CharField(max_length=20), max_length=logic.MOST_TARGETS)
    version = serializers.IntegerField(min_value=0)


class CheckInsQuery(StrictSerializer):
    days = serializers.IntegerField(required=False, min_value=1, max_value=logic.MOST_DAYS, default=14)


def shape_day(found: selectors.Day) -> dict[str, Any]:
    row = found.row
    return {
        "id": row.id,
        "patient_id": row.patient_id,
        "day": row.day,
        "take_back_until": row.logged_at + logic.TAKE_BACK_WITHIN,
        "earlier": [_saved(each) for each in found.earlier],
        **_saved(row),
    }


def shape_card(found: selectors.Card) -> dict[str, Any]:
    return {
        "today": found.today,
        "targets": shape_targets(found.asked),
        "days": [shape_day(each) for each in found.days],
    }


def shape_targets(asked: selectors.Asked) -> dict[str, Any]:
    return {"patient_id": asked.patient_id, "keys": asked.keys, "version": asked.version}


def shape_gone(row: CheckIn) -> dict[str, Any]:
    return {"id": row.id, "patient_id": row.patient_id, "day": row.day}


def _saved(row: CheckIn) -> dict[str, Any]:
    return {
        "mood": row.mood,
        "sleep_hours": row.sleep_hours,
        "sleep_quality": row.sleep_quality,
        "urges": row.urges,
        "skills": row.skills,
        "note": row.note,
        "written_at": row.written_at,
    }
