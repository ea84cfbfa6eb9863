"""What may be sent about plans. Unknown fields are refused."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.careplan.models import GOAL_STATES, WHO
from portal.programs.logic import STEPS

_TEXT = 2000


class StepBody(StrictSerializer):
    who = serializers.ChoiceField(choices=WHO)
    text = serializers.CharField(max_length=_TEXT)
    when = serializers.CharField(required=False, allow_blank=True, max_length=200)
    clinical = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    due_on = serializers.DateField(required=False, allow_null=True)


class GoalBody(StrictSerializer):
    title = serializers.CharField(max_length=_TEXT)
    clinical_goal = serializers.CharField(max_length=_TEXT)
    why = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    problem = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    clinical_problem = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    clinical_objective = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    target_on = serializers.DateField(required=False, allow_null=True)
    steps: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=StepBody(), required=False, max_length=12
    )
    what = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    why_changed = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)


class GoalChangeBody(StrictSerializer):
    """Only what is to change, with the version that the writer saw and why, for the patient to read."""

    version = serializers.IntegerField(min_value=1)
    why_changed = serializers.CharField(max_length=_TEXT)
    what = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    title = serializers.CharField(required=False, max_length=_TEXT)
    why = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    problem = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    objective = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    clinical_problem = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    clinical_goal = serializers.CharField(required=False, max_length=_TEXT)
    clinical_objective = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    target_on = serializers.DateField(required=False, allow_null=True)
    state = serializers.ChoiceField(choices=GOAL_STATES, required=False)
    steps: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=StepBody(), required=False, max_length=12
    )


class SignBody(StrictSerializer):
    text = serializers.CharField(max_length=_TEXT)
    met = serializers.BooleanField(default=False)


class PlanBody(StrictSerializer):
    """The next step and the review, all of it as it should stand."""

    next_level = serializers.ChoiceField(choices=STEPS, required=False, allow_blank=True)
    next_around = serializers.DateField(required=False, allow_null=True)
    signs: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=SignBody(), required=False, max_length=8
    )
    review_at = serializers.DateTimeField(required=False, allow_null=True)
    review_with = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=8)
    what = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)
    why = serializers.CharField(required=False, allow_blank=True, max_length=_TEXT)


class PlanChangeBody(StrictSerializer):
    version = serializers.IntegerField(min_value=1)
    next_level = serializers.ChoiceField(choices=STEPS, allow_blank=True)
    next_around = serializers.DateField(allow_null=True)
    signs: serializers.ListSerializer[Any] = serializers.ListSerializer(child=SignBody(), max_length=8)
    review_at = serializers.DateTimeField(allow_null=True)
    review_with = serializers.ListField(child=serializers.UUIDField(), max_length=8)
    what = serializers.CharField(max_length=_TEXT)
    why = serializers.CharField(max_length=_TEXT)


class RatingBody(StrictSerializer):
    value = serializers.IntegerField(min_value=0, max_value=10)


class AskChangeBody(StrictSerializer):
    text = serializers.CharField(max_length=_TEXT)


class SeenBody(StrictSerializer):
    version = serializers.IntegerField(min_value=1)
