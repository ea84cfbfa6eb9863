"""Shapes of alerts and of where help is."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers as s

from portal.safety.models import Alert
from portal.safety.selectors import HelpLines


class StepShape(s.Serializer[Any]):
    what = s.ChoiceField(choices=["raised", "passed_on", "acknowledged"])
    at = s.DateTimeField()


class AlertShape(s.Serializer[Any]):
    """`version` counts the steps: an answer that was on its way cannot undo a newer frame. `written_in` and
    `thread_id` say where words of risk were written; no word of them is here."""

    id = s.UUIDField()
    version = s.IntegerField()
    patient_id = s.UUIDField()
    patient_name = s.CharField()
    kind = s.ChoiceField(choices=["item9", "words"])
    written_in = s.ChoiceField(choices=["", *Alert.SOURCES])
    thread_id = s.UUIDField(allow_null=True)
    level = s.ChoiceField(choices=Alert.LEVELS)
    raised_at = s.DateTimeField()
    due_at = s.DateTimeField()
    rung = s.IntegerField()
    acknowledged_by = s.CharField(allow_null=True)
    acknowledged_at = s.DateTimeField(allow_null=True)
    steps = StepShape(many=True)


def shape_alert(alert: Alert) -> dict[str, Any]:
    steps = sorted(alert.steps.all(), key=lambda step: step.at)
    return {
        "id": alert.id,
        "version": len(steps),
        "patient_id": alert.patient_id,
        "patient_name": alert.patient.preferred_name,
        "kind": alert.kind,
        "written_in": alert.source,
        "thread_id": alert.thread_id,
        "level": alert.level,
        "raised_at": alert.raised_at,
        "due_at": alert.due_at,
        "rung": alert.rung,
        "acknowledged_by": alert.acknowledged_by.name if alert.acknowledged_by else None,
        "acknowledged_at": alert.acknowledged_at,
        "steps": [{"what": step.what, "at": step.at} for step in steps],
    }


class ProgramLineShape(s.Serializer[Any]):
    number = s.CharField()
    open_until = s.DateTimeField(allow_null=True)
    open_now = s.BooleanField()


class CrisisShape(s.Serializer[Any]):
    region = s.CharField()
    call = s.CharField()
    call_spanish_key = s.CharField(allow_null=True)
    text = s.CharField(allow_null=True)
    emergency = s.CharField()
    program = ProgramLineShape(allow_null=True)


def shape_crisis(lines: HelpLines) -> dict[str, Any]:
    return asdict(lines)
