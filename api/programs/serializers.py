"""The shapes of patients and teams, as patients and staff read them."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.programs import cards
from portal.programs.models import LEVELS, ROLES, CareTeamMember, Enrolment, Patient, TeamHours

PARTS = ("morning", "afternoon", "evening")


class EnrolmentSerializer(serializers.Serializer[Any]):
    """Minutes are a week's; `minimum_minutes` 0: no floor counts for this person now."""

    id = serializers.UUIDField()
    level = serializers.ChoiceField(choices=LEVELS)
    track = serializers.CharField(allow_null=True)
    part_of_day = serializers.ChoiceField(choices=PARTS, allow_null=True)
    weekdays = serializers.ListField(child=serializers.IntegerField())
    prescribed_minutes = serializers.IntegerField()
    minimum_minutes = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class PatientRowSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    preferred_name = serializers.CharField()
    full_name = serializers.CharField()
    program = serializers.CharField()
    level = serializers.ChoiceField(choices=LEVELS, allow_null=True)
    track = serializers.CharField(allow_null=True)
    admitted_on = serializers.DateField()
    discharged_on = serializers.DateField(allow_null=True)


class PatientSerializer(PatientRowSerializer):
    pronouns = serializers.CharField(allow_blank=True)
    language = serializers.CharField()
    timezone = serializers.CharField()
    program_id = serializers.UUIDField()
    week_number = serializers.IntegerField(help_text="Of treatment, from 1, in weeks of the program.")
    enrolment = EnrolmentSerializer(allow_null=True)


class PatientPageSerializer(serializers.Serializer[Any]):
    patients = PatientRowSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class TeamMemberSerializer(serializers.Serializer[Any]):
    staff_id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=ROLES)
    since = serializers.DateTimeField()


class TeamHoursSerializer(serializers.Serializer[Any]):
    """Local wall time of the program; `weekday` 0 is Monday."""

    weekday = serializers.IntegerField()
    opens = serializers.TimeField()
    closes = serializers.TimeField()


class CareTeamSerializer(serializers.Serializer[Any]):
    """Who is on the team now, and when and how the team is reached."""

    patient_id = serializers.UUIDField()
    members = TeamMemberSerializer(many=True)
    hours = TeamHoursSerializer(many=True)
    timezone = serializers.CharField()
    phone = serializers.CharField(allow_blank=True)


class PatientsQuery(StrictSerializer):
    q = serializers.CharField(required=False, allow_blank=True, max_length=80)
    cursor = serializers.CharField(required=False, max_length=400)


def shape_row(row: Patient, enrolment: Enrolment | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "preferred_name": row.preferred_name,
        "full_name": row.full_name,
        "program": row.program.name,
        "level": enrolment.level if enrolment else None,
        "track": enrolment.track.name if enrolment and enrolment.track else None,
        "admitted_on": row.admitted_on,
        "discharged_on": row.discharged_on,
    }


def shape_enrolment(row: Enrolment) -> dict[str, Any]:
    return {
        "id": row.id,
        "level": row.level,
        "track": row.track.name if row.track else None,
        "part_of_day": row.track.part_of_day if row.track else None,
        "weekdays": row.weekdays,
        "prescribed_minutes": row.prescribed_minutes,
        "minimum_minutes": row.minimum_minutes,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }


def shape_patient(found: cards.Card) -> dict[str, Any]:
    row = found.patient
    return shape_row(row, found.enrolment) | {
        "pronouns": row.pronouns,
        "language": row.language,
        "timezone": row.timezone,
        "program_id": row.program_id,
        "week_number": found.week_number,
        "enrolment": shape_enrolment(found.enrolment) if found.enrolment else None,
    }


def shape_member(row: CareTeamMember) -> dict[str, Any]:
    return {
        "staff_id": row.staff_id,
        "name": row.staff.name,
        "role": row.staff.role,
        "since": row.starts_at,
    }


def shape_hours(row: TeamHours) -> dict[str, Any]:
    return {"weekday": row.weekday, "opens": row.opens, "closes": row.closes}


def shape_team(found: cards.Team) -> dict[str, Any]:
    program = found.patient.program
    return {
        "patient_id": found.patient.id,
        "members": [shape_member(row) for row in found.members],
        "hours": [shape_hours(row) for row in found.hours],
        "timezone": program.timezone,
        "phone": program.crisis_phone,
    }
