"""The shapes of the week, of Today and of the day sheet."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.base import StrictSerializer
from portal.kernel import due
from portal.schedule import flags, logic, selectors
from portal.schedule.models import ATTENDANCE, KINDS, SAYS, SESSION_STATES, Booking, Session


class WordsSerializer(serializers.Serializer[Any]):
    en = serializers.CharField(allow_blank=True)
    es = serializers.CharField(allow_blank=True)


class MineSerializer(serializers.Serializer[Any]):
    """What the patient said and what the leader marked. `minutes` is None until marked."""

    attendance = serializers.ChoiceField(choices=ATTENDANCE)
    minutes = serializers.IntegerField(allow_null=True)
    says = serializers.ChoiceField(choices=SAYS, allow_blank=True)
    late_minutes = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField(allow_null=True)


class BookingSerializer(serializers.Serializer[Any]):
    """One patient's place in one session. Never says who else is in it, or how many."""

    id = serializers.UUIDField()
    session_id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=(*KINDS, "appointment"))
    title = WordsSerializer()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    online = serializers.BooleanField()
    link = serializers.CharField(allow_blank=True, help_text="Opens the session, where there is one.")
    place = WordsSerializer(allow_null=True)
    leader = serializers.CharField()
    part_of_day = serializers.ChoiceField(choices=("morning", "afternoon", "evening"), allow_null=True)
    state = serializers.ChoiceField(choices=SESSION_STATES)
    mine = MineSerializer(allow_null=True, help_text="Empty for readers who may not see attendance.")


class HoursSerializer(serializers.Serializer[Any]):
    """Minutes of one week. `minimum` 0: no floor counts for this person now."""

    prescribed = serializers.IntegerField()
    planned = serializers.IntegerField()
    attended = serializers.IntegerField()
    minimum = serializers.IntegerField()


class WeekSerializer(serializers.Serializer[Any]):
    """`first` and `last` are days on the program's wall, as `timezone` has it."""

    patient_id = serializers.UUIDField()
    first = serializers.DateField()
    last = serializers.DateField()
    timezone = serializers.CharField()
    sessions = BookingSerializer(many=True)
    hours = HoursSerializer(allow_null=True)


class DueSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    id = serializers.UUIDField()
    title = WordsSerializer()
    second = WordsSerializer()
    path = serializers.CharField()
    icon = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)


class TodaySerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    preferred_name = serializers.CharField()
    at = serializers.DateTimeField()
    on = serializers.DateField()
    timezone = serializers.CharField()
    week_number = serializers.IntegerField()
    now = BookingSerializer(allow_null=True)
    coming = BookingSerializer(many=True)
    hours = HoursSerializer()
    due = DueSerializer(many=True)


class FlagSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=("safety", "clay", "done", "fact"))
    title = WordsSerializer()


class SheetPersonSerializer(serializers.Serializer[Any]):
    booking_id = serializers.UUIDField()
    patient_id = serializers.UUIDField()
    name = serializers.CharField()
    mine = MineSerializer()
    flag = FlagSerializer(allow_null=True)


class SheetSerializer(serializers.Serializer[Any]):
    """A session with those whom the reader may mark."""

    session_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    title = WordsSerializer()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    online = serializers.BooleanField()
    place = WordsSerializer(allow_null=True)
    leader = serializers.CharField()
    state = serializers.ChoiceField(choices=SESSION_STATES)
    version = serializers.IntegerField()
    leads = serializers.BooleanField(help_text="May tell everyone in it something.")
    people = SheetPersonSerializer(many=True)


class WeekChangedSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()


class WeekQuery(StrictSerializer):
    start = serializers.DateField(required=False, help_text="Any day of the week that is wanted.")


class DayQuery(StrictSerializer):
    date = serializers.DateField(required=False, help_text="On each program's wall; today where empty.")


class LateBody(StrictSerializer):
    says = serializers.ChoiceField(choices=SAYS, allow_blank=True)
    minutes = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=240)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class MarkBody(StrictSerializer):
    patient_id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=ATTENDANCE)
    minutes = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=480)


class AttendanceBody(StrictSerializer):
    marks: serializers.ListSerializer[Any] = serializers.ListSerializer(
        child=MarkBody(), allow_empty=False, max_length=60
    )


class PlaceBody(StrictSerializer):
    en = serializers.CharField(max_length=120, allow_blank=True)
    es = serializers.CharField(max_length=120, allow_blank=True)


class MoveBody(StrictSerializer):
    version = serializers.IntegerField(min_value=1)
    on = serializers.DateField()
    wall_time = serializers.TimeField()
    minutes = serializers.IntegerField(required=False, min_value=10, max_value=480)
    online = serializers.BooleanField(required=False)
    place = PlaceBody(required=False)


class CancelBody(StrictSerializer):
    version = serializers.IntegerField(min_value=1)


class SessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=SESSION_STATES)
    version = serializers.IntegerField()


# What a reader without attendance learns of a session: that it is one, not which treatment.
_PLAIN_KIND = {"group": "group", "individual": "appointment", "psychiatry": "appointment", "family": "family"}


def _words(value: Any) -> dict[str, str] | None:
    if not value or not value.get("en"):
        return None
    return {"en": value["en"], "es": value.get("es") or value["en"]}


def shape_mine(row: Booking) -> dict[str, Any]:
    return {
        "attendance": row.state,
        "minutes": row.minutes,
        "says": row.says,
        "late_minutes": row.late_minutes,
        "reason": row.reason,
    }


def shape_booking(row: Booking, *, whole: bool) -> dict[str, Any]:
    """`whole` False is for relatives: when, where and with whom, nothing of treatment or attendance."""
    session, series = row.session, row.session.series
    kind = series.kind if whole else _PLAIN_KIND[series.kind]
    return {
        "id": row.id,
        "session_id": session.id,
        "patient_id": row.patient_id,
        "kind": kind,
        "title": _words(series.title) if whole else due.words(f"sessions.kind_{kind}"),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "minutes": session.minutes,
        "online": session.online,
        "link": series.link if whole and session.online else "",
        "place": _words(session.place),
        "leader": session.leader.name,
        "part_of_day": series.track.part_of_day if series.track else None,
        "state": session.state,
        "mine": shape_mine(row) if whole else None,
    }


def shape_hours(found: logic.Hours) -> dict[str, int]:
    return {
        "prescribed": found.prescribed,
        "planned": found.planned,
        "attended": found.attended,
        "minimum": found.minimum,
    }


def shape_week(found: selectors.Week) -> dict[str, Any]:
    return {
        "patient_id": found.patient.id,
        "first": found.first,
        "last": found.last,
        "timezone": found.patient.program.timezone,
        "sessions": [shape_booking(row, whole=found.whole) for row in found.bookings],
        "hours": shape_hours(found.hours) if found.hours else None,
    }


def shape_due(item: due.Due) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "id": item.object_id,
        "title": item.title,
        "second": item.second,
        "path": item.path,
        "icon": item.icon,
        "due_at": item.due_at,
    }


def shape_today(found: selectors.Today) -> dict[str, Any]:
    return {
        "patient_id": found.patient.id,
        "preferred_name": found.patient.preferred_name,
        "at": found.at,
        "on": found.on,
        "timezone": found.patient.program.timezone,
        "week_number": found.week_number,
        "now": shape_booking(found.now, whole=True) if found.now else None,
        "coming": [shape_booking(row, whole=True) for row in found.coming],
        "hours": shape_hours(found.hours),
        "due": [shape_due(item) for item in found.due],
    }


def shape_person(row: Booking, flag: flags.Flag | None) -> dict[str, Any]:
    return {
        "booking_id": row.id,
        "patient_id": row.patient_id,
        "name": logic.short_name(row.patient.full_name, row.patient.preferred_name),
        "mine": shape_mine(row),
        "flag": {"kind": flag.kind, "title": flag.title} if flag else None,
    }


def shape_sheet(sheet: selectors.Sheet, found: dict[UUID, flags.Flag]) -> dict[str, Any]:
    session = sheet.session
    return {
        "session_id": session.id,
        "kind": session.series.kind,
        "title": _words(session.series.title),
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "minutes": session.minutes,
        "online": session.online,
        "place": _words(session.place),
        "leader": session.leader.name,
        "state": session.state,
        "version": session.version,
        "leads": sheet.leads,
        "people": [shape_person(row, found.get(row.patient_id)) for row in sheet.bookings],
    }


def shape_session(row: Session) -> dict[str, Any]:
    return {
        "id": row.id,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "state": row.state,
        "version": row.version,
    }
