"""What comes down of patients and teams: that something is to be fetched again, with the rights of now."""

from typing import Any

from rest_framework import serializers

from api.realtime.registry import frame
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.outbox import Item
from portal.programs import cards, selectors


class ProgramRefSerializer(serializers.Serializer[Any]):
    program_id = serializers.UUIDField()


class PatientChangedSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()


class PatientRenamedSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    preferred_name = serializers.CharField()
    pronouns = serializers.CharField(allow_blank=True)


@frame("programs.program_changed", ProgramRefSerializer)
def program_changed(actor: Actor, item: Item) -> dict[str, Any] | None:
    return _program(actor, item)


@frame("programs.staff_changed", ProgramRefSerializer)
def staff_changed(actor: Actor, item: Item) -> dict[str, Any] | None:
    return _program(actor, item, permission=Permission.STAFF_MANAGE)


@frame("programs.patient_renamed", PatientRenamedSerializer)
def patient_renamed(actor: Actor, item: Item) -> dict[str, Any]:
    row = cards.reader_of(actor, patient_id=item.object_id)
    return {"patient_id": row.id, "preferred_name": row.preferred_name, "pronouns": row.pronouns}


@frame("programs.patient_admitted", PatientChangedSerializer)
def patient_admitted(actor: Actor, item: Item) -> dict[str, Any] | None:
    return _patient(actor, item)


@frame("programs.enrolment_changed", PatientChangedSerializer)
def enrolment_changed(actor: Actor, item: Item) -> dict[str, Any] | None:
    return _patient(actor, item)


@frame("programs.team_changed", PatientChangedSerializer)
def team_changed(actor: Actor, item: Item) -> dict[str, Any] | None:
    return _patient(actor, item, team=True)


def _patient(actor: Actor, item: Item, *, team: bool = False) -> dict[str, Any] | None:
    if item.patient_id is None:
        return None
    return {"patient_id": cards.reader_of(actor, patient_id=item.patient_id, team=team).id}


@frame("programs.staff_away", ProgramRefSerializer)
def staff_away(actor: Actor, item: Item) -> dict[str, Any] | None:
    return _program(actor, item)


def _program(
    actor: Actor, item: Item, *, permission: Permission = Permission.PROGRAM_READ
) -> dict[str, Any] | None:
    if item.program_id is None:
        return None
    return {"program_id": selectors.program(actor, program_id=item.program_id, permission=permission).id}
