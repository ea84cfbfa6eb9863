"""The weeks: groups, one to ones and psychiatry times, who said what before them, and who came."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from portal.demo import attendance
from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.schedule import actions
from portal.schedule.models import Series, Session

# Who keeps the clinic's calendar.
_PLANNER = "omar"
# Staff know of a patient this many days before the first one (see `patients`).
_KNOWN_BEFORE = 6


def tell(cast: Cast, line: Timeline) -> None:
    data = read("sessions")
    first, last = -7 * data["weeks_back"], 7 * data["weeks_ahead"]
    admitted = {row["key"]: row["admitted_day"] for row in read("people")["patients"]}
    made: dict[str, UUID] = {}
    for row in data["series"]:
        zone = cast.programs[row["program"]].timezone
        line.at(line.wall(first - 1, "06:00", zone), _series(cast, line, made, row, first, last))
    for row in data["individual"]:
        zone = cast.programs[row["program"]].timezone
        begins = max(first, admitted[row["patient"]])
        known = line.wall(begins - _KNOWN_BEFORE, "07:20", zone)
        line.at(known, _series(cast, line, made, row, begins, last))
    for row in data["single"]:
        zone = cast.programs[row["program"]].timezone
        on = line.working_day(row["day"], zone)
        once = row | {"weekdays": [line.weekday(on, zone)]}
        line.at(line.wall(-3, "12:05", zone), _series(cast, line, made, once, on, on, once=True))
    for row in data["reports"]:
        attendance.tell_report(cast, line, made, row)


def post_in(cast: Cast, key: str, program: str) -> UUID:
    """The post of a leader in a program; the first where there are two."""
    return cast.posts[key, program].id


def link_of(key: str) -> str:
    """Where an online session would meet: an address that is nobody's."""
    return f"https://meet.demo.example/{key}"


def wall(text: str) -> time:
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def _series(
    cast: Cast, line: Timeline, made: dict[str, UUID], row: Mapping[str, Any], begins: int, last: int,
    *, once: bool = False,
) -> Any:  # fmt: skip
    def step() -> None:
        program = cast.programs[row["program"]]
        starts_on, weeks = line.day(begins, program.timezone), -(-(last - begins) // 7)
        series = create(cast, row, starts_on=starts_on, weeks=weeks, once=once)
        made[row["key"]] = series.id
        over = Session.objects.filter(series=series, ends_at__lt=line.present)
        for session in over.order_by("starts_at"):
            line.at(session.ends_at + timedelta(minutes=10), attendance.marking(cast, line, row, session.id))

    return step


def create(cast: Cast, row: Mapping[str, Any], *, starts_on: date, weeks: int, once: bool) -> Series:
    online = row["mode"] == "online"
    return actions.create_series(
        cast.actor(_PLANNER),
        program_id=cast.programs[row["program"]].id,
        kind=row["kind"],
        title=row["title"],
        leader_id=post_in(cast, row["leader"], row["program"]),
        weekdays=row["weekdays"],
        wall_time=wall(row["starts"]),
        minutes=row["minutes"],
        starts_on=starts_on,
        until=starts_on if once else None,
        track_id=cast.tracks[row["track"]].id if "track" in row else None,
        patient_id=cast.patients[row["patient"]].id if "patient" in row else None,
        levels=row.get("levels", ()),
        online=online,
        link=link_of(row["key"]) if online else "",
        place=None if online else row["place"],
        weeks_ahead=weeks,
    )
