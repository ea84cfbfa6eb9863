"""Who came, as the patterns of the data say, and who said before that they would not or not in time."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.schedule import actions
from portal.schedule.models import Booking, Session

_STATES = {"p": "here", "l": "late", "e": "left_early", "x": "excused", "a": "absent"}
_SAID = {"late": "late", "cant_come": "excused"}
_WORDS = {"late": "late", "cannot_come": "cant_come"}
_LEFT_EARLY_BY = 30
# A word before a session comes at most this long before it.
_SHORTLY = timedelta(minutes=60)


@cache
def _patients() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in read("people")["patients"]}


@cache
def _patterns() -> dict[str, str]:
    found: dict[str, str] = read("sessions")["attendance"]
    return found


def comes_on(line: Timeline, key: str, offset: int, zone: str) -> bool:
    """Whether a day is one of the patient's program days."""
    for enrolment in _patients()[key]["enrolments"]:
        ends = 10_000 if enrolment["to_day"] is None else enrolment["to_day"]
        if enrolment["from_day"] <= offset <= ends:
            return line.weekday(offset, zone) in enrolment["weekdays"]
    return False


def _sign(line: Timeline, key: str, offset: int, zone: str) -> str:
    """The pattern's sign of a day: the newest day before today has the first, and it repeats."""
    pattern = _patterns().get(key, "p")
    if offset >= 0 or not comes_on(line, key, offset, zone):
        return "p"
    since = sum(comes_on(line, key, day, zone) for day in range(offset + 1, 0))
    return pattern[since % len(pattern)]


def marking(cast: Cast, line: Timeline, row: Mapping[str, Any], session_id: UUID) -> Any:
    """The leader marks those who are theirs; for the others somebody of their team does."""

    def step() -> None:
        marks: dict[str, list[actions.Mark]] = {}
        rows = Booking.objects.filter(session_id=session_id).select_related("session").order_by("id")
        for booking in rows:
            key = cast.key_of(booking.patient_id)
            team = _patients()[key]["team"]
            by = row["leader"] if row["leader"] in team else "joy" if "joy" in team else team[0]
            offset = (booking.session.on - line.today(cast.zone(key))).days
            marks.setdefault(by, []).append(_mark(booking, _sign(line, key, offset, cast.zone(key))))
        for by, found in marks.items():
            actions.mark_attendance(cast.actor(by), session_id=session_id, marks=found)

    return step


def _mark(booking: Booking, sign: str) -> actions.Mark:
    """Late is who comes late to the first session of the day, early leaves who leaves the last."""
    state = _SAID.get(booking.says) or _STATES[sign]
    if state in {"late", "left_early"} and not booking.says:
        same_day = Booking.objects.filter(patient_id=booking.patient_id, session__on=booking.session.on)
        order = "starts_at" if state == "late" else "-starts_at"
        if same_day.order_by(order, "id").values_list("id", flat=True).first() != booking.id:
            state = "here"
    minutes = booking.session.minutes - _LEFT_EARLY_BY if state == "left_early" else None
    return actions.Mark(booking.patient_id, state, minutes)


def tell_report(cast: Cast, line: Timeline, made: dict[str, UUID], row: Mapping[str, Any]) -> None:
    """A word of some minutes ago needs a session that is near; one of a past day, a session before it."""
    series = next(each for each in read("sessions")["series"] if each["key"] == row["series"])
    zone = cast.programs[series["program"]].timezone
    if "minutes_ago" in row:
        line.at(line.ago(row["minutes_ago"]), _say(cast, line, made, row, 0))
        return
    for offset in range(row["day"], row["day"] - 14, -1):
        meets = line.weekday(offset, zone) in series["weekdays"]
        if meets and comes_on(line, row["patient"], offset, zone):
            before = line.wall(offset, series["starts"], zone) - _SHORTLY
            line.at(before, _say(cast, line, made, row, offset))
            return


def _say(cast: Cast, line: Timeline, made: dict[str, UUID], row: Mapping[str, Any], offset: int) -> Any:
    def step() -> None:
        key, zone = row["patient"], cast.zone(row["patient"])
        session = Session.objects.filter(
            series_id=made[row["series"]], on=line.day(offset, zone), bookings__patient=cast.patients[key]
        ).first()
        if session is None or (offset == 0 and not _near(line, session)):
            return
        actions.report_late(
            cast.actor(key), session_id=session.id, says=_WORDS[row["says"]], minutes=row.get("minutes"),
            reason=row["reason"].get(_patients()[key]["language"]) or row["reason"]["en"],
        )  # fmt: skip

    return step


def _near(line: Timeline, session: Session) -> bool:
    return session.starts_at - _SHORTLY <= line.present < session.ends_at
