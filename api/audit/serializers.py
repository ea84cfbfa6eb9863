"""Shapes of the audit: codes and ids; the words for a verb stand in the catalogue."""

from typing import Any

from rest_framework import serializers as s

from api.base import StrictSerializer
from portal.audit.verification import Verification
from portal.programs.oversight import Line, Person

KINDS = ("staff", "patient", "relative", "outside", "nobody", "system")
OUTCOMES = ("done", "denied", "failed")


class WhoShape(s.Serializer[Any]):
    kind = s.ChoiceField(choices=KINDS)
    name = s.CharField(allow_blank=True, help_text="Only of staff of one's own programs.")
    account_id = s.UUIDField(allow_null=True)


class AboutShape(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField(allow_blank=True)


class EntryShape(s.Serializer[Any]):
    id = s.IntegerField()
    at = s.DateTimeField()
    who = WhoShape()
    verb = s.CharField()
    object_type = s.CharField(allow_blank=True)
    object_id = s.CharField(allow_blank=True)
    patient = AboutShape(allow_null=True)
    outcome = s.ChoiceField(choices=OUTCOMES)
    reason = s.CharField(allow_blank=True)
    count = s.IntegerField(help_text="How many rows a read of a list showed.")


class TrailShape(s.Serializer[Any]):
    entries = EntryShape(many=True)
    next = s.CharField(allow_null=True)


class TrailQuery(StrictSerializer):
    cursor = s.CharField(required=False, max_length=400)
    patient = s.UUIDField(required=False)
    account = s.UUIDField(required=False)
    outcome = s.ChoiceField(choices=OUTCOMES, required=False)


class PersonShape(s.Serializer[Any]):
    account_id = s.UUIDField()
    name = s.CharField()


class PeopleShape(s.Serializer[Any]):
    people = PersonShape(many=True)


class TroubleShape(s.Serializer[Any]):
    trouble = s.CharField()
    link = s.IntegerField(help_text="Place in the chain, from 1; 0: none.")
    entry = s.IntegerField()


class VerificationShape(s.Serializer[Any]):
    checked_at = s.DateTimeField()
    holds = s.BooleanField()
    sealed = s.IntegerField(help_text="Entries in the chain.")
    waiting = s.IntegerField(help_text="Written and not sealed yet; sealing runs every ten seconds.")
    sealed_until = s.DateTimeField(allow_null=True)
    problems = TroubleShape(many=True)


def shape_line(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "id": entry.id,
        "at": entry.at,
        "who": {"kind": line.kind, "name": line.name, "account_id": entry.actor_id},
        "verb": entry.verb,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "patient": {"id": entry.patient_id, "name": line.patient} if entry.patient_id else None,
        "outcome": entry.outcome,
        "reason": entry.reason,
        "count": entry.count,
    }


def shape_person(row: Person) -> dict[str, Any]:
    return {"account_id": row.account_id, "name": row.name}


def shape_verification(found: Verification) -> dict[str, Any]:
    return {
        "checked_at": found.at,
        "holds": not found.problems,
        "sealed": found.sealed,
        "waiting": found.waiting,
        "sealed_until": found.sealed_until,
        "problems": [{"trouble": t, "link": n, "entry": e} for t, n, e in found.problems],
    }
