"""Shapes of measures: what REST answer, frame and export carry."""

from typing import Any

from rest_framework import serializers as s

from api.base import StrictSerializer
from portal.forms.logic import Form
from portal.forms.models import Response
from portal.forms.responses import answers_of
from portal.measures.models import Score
from portal.measures.selectors import Measure


class ScoreShape(s.Serializer[Any]):
    id = s.UUIDField()
    patient_id = s.UUIDField()
    measure_id = s.UUIDField()
    total = s.IntegerField()
    band = s.CharField(help_text="Its words stand in the measure's `bands`.")
    crisis = s.BooleanField(help_text="An answer asks for help at once, whatever the total.")
    completed_at = s.DateTimeField()


def shape_score(score: Score) -> dict[str, Any]:
    return {
        "id": score.id,
        "patient_id": score.patient_id,
        "measure_id": score.plan_id,
        "total": score.total,
        "band": score.band,
        "crisis": score.risk > 0,
        "completed_at": score.completed_at,
    }


class BandShape(s.Serializer[Any]):
    code = s.CharField()
    label = s.CharField()  # type: ignore[assignment]  # the wire's own word
    low = s.IntegerField()
    high = s.IntegerField()


class MeasureShape(s.Serializer[Any]):
    id = s.UUIDField()
    patient_id = s.UUIDField()
    title = s.CharField()
    minutes = s.IntegerField()
    due_since = s.DateField(allow_null=True)
    answered = s.IntegerField(help_text="How many questions of the draft have an answer.")
    items = s.IntegerField()
    most = s.IntegerField()
    bands = BandShape(many=True)
    scores = ScoreShape(many=True)


def shape_measure(measure: Measure, language: str) -> dict[str, Any]:
    plan, form = measure.plan, measure.form
    return {
        "id": plan.id,
        "patient_id": plan.patient_id,
        "title": in_language(form.title, language),
        "minutes": form.minutes,
        "due_since": measure.due_since,
        "answered": measure.answered,
        "items": measure.items,
        "most": form.most,
        "bands": [
            {"code": b.code, "label": in_language(b.label, language), "low": b.low, "high": b.high}
            for b in form.bands
        ],
        "scores": [shape_score(score) for score in measure.scores],
    }


class OptionShape(s.Serializer[Any]):
    value = s.IntegerField()
    label = s.CharField()  # type: ignore[assignment]  # the wire's own word


class ItemShape(s.Serializer[Any]):
    id = s.CharField()
    text = s.CharField()
    required = s.BooleanField()  # type: ignore[assignment]  # the wire's own word
    risk = s.BooleanField(help_text="Say before it what an answer above the first will do.")
    options = OptionShape(many=True)


class FormShape(s.Serializer[Any]):
    title = s.CharField()
    lead = s.CharField()
    minutes = s.IntegerField()
    language = s.CharField()
    items = ItemShape(many=True)
    answers = s.DictField(child=s.IntegerField())
    version = s.IntegerField(allow_null=True)


def shape_form(form: Form, draft: Response | None, language: str) -> dict[str, Any]:
    return {
        "title": in_language(form.title, language),
        "lead": in_language(form.lead, language),
        "minutes": form.minutes,
        "language": language,
        "items": [
            {
                "id": item.link_id,
                "text": in_language(item.text, language),
                "required": item.required,
                "risk": item.link_id == form.risk_item,
                "options": [
                    {"value": o.value, "label": in_language(o.label, language)} for o in item.options
                ],
            }
            for item in form.items
        ],
        "answers": answers_of(draft) if draft else {},
        "version": draft.version if draft else None,
    }


def in_language(words: Any, language: str) -> str:
    """Validated translations only: where there is none, the English wording stands."""
    return str(words.get(language, words["en"]))


class DraftBody(StrictSerializer):
    answers = s.DictField(child=s.IntegerField(min_value=0, max_value=10))
    language = s.ChoiceField(choices=["en", "es"])
    version = s.IntegerField(allow_null=True, required=False, default=None)


class SavedShape(s.Serializer[Any]):
    version = s.IntegerField()
    saved_at = s.DateTimeField()


class ResponseBody(StrictSerializer):
    answers = s.DictField(child=s.IntegerField(min_value=0, max_value=10))
    language = s.ChoiceField(choices=["en", "es"])
