"""Bodies and shapes of the administrator's desk: names, places and hours, no clinical text."""

from typing import Any

from rest_framework import serializers as s

from api.base import StrictSerializer
from api.programs.serializers import (
    PARTS,
    EnrolmentSerializer,
    TeamHoursSerializer,
    TeamMemberSerializer,
    shape_enrolment,
    shape_hours,
    shape_member,
)
from portal.programs.administration import Admission, Place, Post, Setting
from portal.programs.models import LEVELS, ROLES, Holiday, Program, Staff, Track

STATES = ("added", "invited", "lapsed", "active", "ended")
LANGUAGES = ("en", "es")
_PROGRAM = (
    "id", "name", "timezone", "address", "crisis_phone", "crisis_from", "crisis_until", "minimum_hours",
    "is_active", "version",
)  # fmt: skip
_TRACK = ("id", "name", "part_of_day", "capacity", "is_active", "version")


class ProgramShape(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField()
    timezone = s.CharField()
    address = s.CharField(allow_blank=True)
    crisis_phone = s.CharField(allow_blank=True)
    crisis_from = s.TimeField(allow_null=True)
    crisis_until = s.TimeField(allow_null=True)
    minimum_hours = s.IntegerField()
    is_active = s.BooleanField()
    version = s.IntegerField()


class ProgramListShape(s.Serializer[Any]):
    programs = ProgramShape(many=True)


class TrackShape(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField()
    part_of_day = s.ChoiceField(choices=PARTS)
    capacity = s.IntegerField()
    is_active = s.BooleanField()
    version = s.IntegerField()


class HolidayShape(s.Serializer[Any]):
    id = s.UUIDField()
    date = s.DateField()
    name = s.CharField()


class SettingShape(s.Serializer[Any]):
    program = ProgramShape()
    tracks = TrackShape(many=True)
    hours = TeamHoursSerializer(many=True)
    holidays = HolidayShape(many=True)
    may_change = s.BooleanField()


class StaffShape(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField()
    email = s.CharField(allow_blank=True)
    role = s.ChoiceField(choices=ROLES)
    state = s.ChoiceField(choices=STATES)
    teams = s.IntegerField(help_text="Care teams that the post is on now.")
    started_on = s.DateField()
    ended_at = s.DateTimeField(allow_null=True)
    version = s.IntegerField()


class StaffListShape(s.Serializer[Any]):
    staff = StaffShape(many=True)


class PlaceShape(s.Serializer[Any]):
    id = s.UUIDField()
    preferred_name = s.CharField()
    full_name = s.CharField()
    email = s.CharField(allow_blank=True)
    language = s.CharField()
    program_id = s.UUIDField()
    state = s.ChoiceField(choices=STATES)
    admitted_on = s.DateField()
    enrolment = EnrolmentSerializer(allow_null=True)


class PlacePageShape(s.Serializer[Any]):
    patients = PlaceShape(many=True)
    next = s.CharField(allow_null=True)


class ChoiceShape(s.Serializer[Any]):
    id = s.UUIDField()
    name = s.CharField()
    role = s.ChoiceField(choices=ROLES)


class AdmissionShape(s.Serializer[Any]):
    patient = PlaceShape()
    team = TeamMemberSerializer(many=True)
    choices = ChoiceShape(many=True, help_text="Posts that can still join the team.")
    tracks = TrackShape(many=True)


class ProgramBody(StrictSerializer):
    name = s.CharField(max_length=120)
    timezone = s.CharField(max_length=64)
    minimum_hours = s.IntegerField(min_value=0, max_value=60, required=False, default=9)


class ProgramChange(StrictSerializer):
    """`version` is the one that was seen."""

    version = s.IntegerField()
    name = s.CharField(max_length=120, required=False)
    timezone = s.CharField(max_length=64, required=False)
    address = s.CharField(max_length=200, allow_blank=True, required=False)
    crisis_phone = s.CharField(max_length=24, allow_blank=True, required=False)
    crisis_from = s.TimeField(allow_null=True, required=False)
    crisis_until = s.TimeField(allow_null=True, required=False)
    minimum_hours = s.IntegerField(min_value=0, max_value=60, required=False)
    is_active = s.BooleanField(required=False)


class TrackBody(StrictSerializer):
    name = s.CharField(max_length=60)
    part_of_day = s.ChoiceField(choices=PARTS)
    capacity = s.IntegerField(min_value=1, max_value=60, required=False, default=12)


class TrackChange(StrictSerializer):
    version = s.IntegerField()
    name = s.CharField(max_length=60, required=False)
    part_of_day = s.ChoiceField(choices=PARTS, required=False)
    capacity = s.IntegerField(min_value=1, max_value=60, required=False)
    is_active = s.BooleanField(required=False)


class HoursRow(StrictSerializer):
    weekday = s.IntegerField(min_value=0, max_value=6)
    opens = s.TimeField()
    closes = s.TimeField()


class HoursBody(StrictSerializer):
    version = s.IntegerField()
    hours = HoursRow(many=True)


class HolidayBody(StrictSerializer):
    date = s.DateField()
    name = s.CharField(max_length=80)


class StaffBody(StrictSerializer):
    name = s.CharField(max_length=80)
    email = s.EmailField(max_length=254)
    role = s.ChoiceField(choices=ROLES)
    language = s.ChoiceField(choices=LANGUAGES, required=False, default="en")


class VersionBody(StrictSerializer):
    version = s.IntegerField()


class AdmitBody(StrictSerializer):
    preferred_name = s.CharField(max_length=80)
    full_name = s.CharField(max_length=120)
    admitted_on = s.DateField()
    email = s.EmailField(max_length=254, required=False, allow_blank=True, default="")
    language = s.ChoiceField(choices=LANGUAGES, required=False, default="en")
    birth_date = s.DateField(required=False, allow_null=True, default=None)


class InviteBody(StrictSerializer):
    email = s.EmailField(max_length=254, required=False, allow_blank=True, default="")


class EnrolBody(StrictSerializer):
    level = s.ChoiceField(choices=LEVELS)
    starts_on = s.DateField()
    track_id = s.UUIDField(required=False, allow_null=True, default=None)
    weekdays = s.ListField(child=s.IntegerField(min_value=0, max_value=6), required=False, default=list)
    prescribed_minutes = s.IntegerField(
        min_value=1, max_value=6000, required=False, allow_null=True, default=None
    )


class TeamBody(StrictSerializer):
    staff_id = s.UUIDField()


class PlacesQuery(StrictSerializer):
    q = s.CharField(required=False, allow_blank=True, max_length=80)
    cursor = s.CharField(required=False, max_length=400)


def shape_program(row: Program) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _PROGRAM}


def shape_track(row: Track) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _TRACK}


def shape_holiday(row: Holiday) -> dict[str, Any]:
    return {"id": row.id, "date": row.date, "name": row.name}


def shape_setting(found: Setting) -> dict[str, Any]:
    return {
        "program": shape_program(found.program),
        "tracks": [shape_track(row) for row in found.tracks],
        "hours": [shape_hours(row) for row in found.hours],
        "holidays": [shape_holiday(row) for row in found.holidays],
        "may_change": found.may_change,
    }


def shape_post(found: Post) -> dict[str, Any]:
    row = found.staff
    names = ("id", "name", "email", "role", "started_on", "ended_at", "version")
    return {name: getattr(row, name) for name in names} | {"state": found.state, "teams": found.teams}


def shape_place(found: Place) -> dict[str, Any]:
    row = found.patient
    names = ("id", "preferred_name", "full_name", "email", "language", "program_id", "admitted_on")
    return {name: getattr(row, name) for name in names} | {
        "state": found.state,
        "enrolment": shape_enrolment(found.enrolment) if found.enrolment else None,
    }


def shape_choice(row: Staff) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "role": row.role}


def shape_admission(found: Admission) -> dict[str, Any]:
    return {
        "patient": shape_place(found.place),
        "team": [shape_member(row) for row in found.members],
        "choices": [shape_choice(row) for row in found.choices],
        "tracks": [shape_track(row) for row in found.tracks],
    }
