"""Family education sessions: one that was, one that begins soon, some to come; who has a place, who asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.education import library
from portal.live import actions

_PLANNED_BEFORE = 14
# Places in a past session were taken some days before it, in a coming one within the last days.
_TAKEN_BEFORE = 2


def deck_id(key: str) -> UUID:
    return library.id_of("deck", key)


def quarter_after(instant: datetime, minutes: int) -> datetime:
    """About so many minutes later, on a full five minutes."""
    later = instant + timedelta(minutes=minutes)
    return later.replace(minute=later.minute - later.minute % 5, second=0, microsecond=0)


def first_needed(key: str) -> int:
    """The day on which a relative already has an account because of a session that was."""
    days = [0]
    for row in read("sessions")["family_sessions"]:
        if key in row["registered"] and row.get("day", 0) < 0:
            days.append(row["day"] - _TAKEN_BEFORE - 1)
    return min(days)


def tell(cast: Cast, line: Timeline) -> None:
    for row in read("sessions")["family_sessions"]:
        zone = cast.programs[row["program"]].timezone
        held: dict[str, UUID] = {}
        soon = "starts_in_minutes" in row
        starts = (
            quarter_after(line.present, row["starts_in_minutes"])
            if soon
            else line.wall(row["day"], row["starts"], zone)
        )
        over = row["state"] == "over"
        planned = line.wall(row["day"] - _PLANNED_BEFORE if over else -5, "10:00", zone)
        line.at(planned, _plan(cast, row, starts, held))
        taken = line.wall(row["day"] - _TAKEN_BEFORE if over else -4, "18:00", zone)
        for number, key in enumerate([*row["registered"], *row.get("waiting", [])]):
            line.at(taken + timedelta(minutes=7 * number), _register(cast, key, held))
        if over:
            _held(cast, line, row, starts, held)


def _plan(cast: Cast, row: Mapping[str, Any], starts: datetime, held: dict[str, UUID]) -> Any:
    def step() -> None:
        made = actions.plan_session(
            cast.actor(row["host"]), key=uuid4(), program_id=cast.programs[row["program"]].id,
            deck_id=deck_id(row["deck"]), title=row["title"], starts_at=starts, minutes=row["minutes"],
            capacity=row["capacity"], host_id=cast.posts[row["host"], row["program"]].id,
        )  # fmt: skip
        held["session"] = made.id

    return step


def _register(cast: Cast, key: str, held: dict[str, UUID]) -> Any:
    return lambda: actions.register(cast.actor(key), session_id=held["session"])


def _held(
    cast: Cast, line: Timeline, row: Mapping[str, Any], starts: datetime, held: dict[str, UUID]
) -> None:
    """The evening itself: opened, joined, slide after slide, questions and answers, ended."""
    host = row["host"]
    line.at(starts, lambda: actions.open_session(cast.actor(host), session_id=held["session"]))
    for number, key in enumerate(row["registered"]):
        line.at(starts + timedelta(seconds=20 * number + 20), _join(cast, key, held))
    for slide in range(1, row["slides_shown"]):
        line.at(starts + timedelta(minutes=6 * slide), _show(cast, host, slide, held))
    for number, question in enumerate(row["questions"]):
        asked = starts + timedelta(minutes=14 + 9 * number)
        line.at(asked, _ask(cast, question, number, held))
        line.at(asked + timedelta(minutes=3), _answer(cast, host, question, number, held))
    ends = starts + timedelta(minutes=row["minutes"])
    line.at(ends, lambda: actions.end_session(cast.actor(host), session_id=held["session"]))


def _join(cast: Cast, key: str, held: dict[str, UUID]) -> Any:
    return lambda: actions.join(cast.actor(key), session_id=held["session"])


def _show(cast: Cast, host: str, slide: int, held: dict[str, UUID]) -> Any:
    return lambda: actions.show_slide(cast.actor(host), session_id=held["session"], slide=slide)


def _ask(cast: Cast, question: Mapping[str, Any], number: int, held: dict[str, UUID]) -> Any:
    def step() -> None:
        asked = actions.ask_question(
            cast.actor(question["from"]), session_id=held["session"], key=uuid4(), text=question["text"],
            anonymous=question["anonymous"],
        )  # fmt: skip
        held[f"question {number}"] = asked.id

    return step


def _answer(cast: Cast, host: str, question: Mapping[str, Any], number: int, held: dict[str, UUID]) -> Any:
    return lambda: actions.answer_question(
        cast.actor(host), question_id=held[f"question {number}"], text=question["answer"]
    )
