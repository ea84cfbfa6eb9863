"""The shapes of practice. A skill is its key: every phone carries the texts."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.practice import logic, selectors
from portal.practice.actions import LONGEST
from portal.practice.models import Entry


class PracticeEntrySerializer(serializers.Serializer[Any]):
    """Distress from 0 to 10. Until `take_back_until` the patient may undo it."""

    id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    skill = serializers.CharField()
    situation = serializers.CharField(allow_blank=True)
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    practiced_at = serializers.DateTimeField()
    take_back_until = serializers.DateTimeField()


class PracticeEntryPageSerializer(serializers.Serializer[Any]):
    """Newest first. Of all entries there is no count."""

    entries = PracticeEntrySerializer(many=True)
    next = serializers.CharField(allow_null=True)


class PracticeHelpedSerializer(serializers.Serializer[Any]):
    """`drop`: by how much distress fell on average, above 0; `times`: from how many entries."""

    skill = serializers.CharField()
    drop = serializers.FloatField()
    times = serializers.IntegerField()


class PracticeSerializer(serializers.Serializer[Any]):
    """`helped` holds the skills after which distress fell, most first, from three entries of a skill on."""

    patient_id = serializers.UUIDField()
    cards = serializers.ListField(child=serializers.CharField())
    helped = PracticeHelpedSerializer(many=True)


class CopingCardsSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    skills = serializers.ListField(child=serializers.CharField())


class PracticeEntryGoneSerializer(serializers.Serializer[Any]):
    """An entry that the patient took back: off the screen."""

    id = serializers.UUIDField()
    patient_id = serializers.UUIDField()


class PracticeEntryBody(StrictSerializer):
    skill = serializers.CharField(max_length=40)
    situation = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    before = serializers.IntegerField(min_value=0, max_value=logic.MOST_DISTRESS)
    after = serializers.IntegerField(min_value=0, max_value=logic.MOST_DISTRESS)
    practiced_at = serializers.DateTimeField(required=False)


class CopingCardsBody(StrictSerializer):
    skills = serializers.ListField(child=serializers.CharField(max_length=40), max_length=logic.MOST_CARDS)


class EntriesQuery(StrictSerializer):
    cursor = serializers.CharField(required=False, max_length=300)


def shape_entry(row: Entry) -> dict[str, Any]:
    return {
        "id": row.id,
        "patient_id": row.patient_id,
        "skill": row.skill,
        "situation": row.situation,
        "before": row.before,
        "after": row.after,
        "practiced_at": row.practiced_at,
        "take_back_until": row.logged_at + logic.TAKE_BACK_WITHIN,
    }


def shape_practice(found: selectors.Practice) -> dict[str, Any]:
    return {
        "patient_id": found.patient.id,
        "cards": found.cards,
        "helped": [{"skill": row.skill, "drop": row.drop, "times": row.times} for row in found.helped],
    }


def shape_cards(patient_id: Any, skills: Sequence[str]) -> dict[str, Any]:
    return {"patient_id": patient_id, "skills": list(skills)}
