"""Care plans: goals in two wordings, who does what by when, ratings, signs of the next step, changes."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from portal.careplan import actions
from portal.careplan.models import CarePlan, Goal
from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Timeline

# A change younger than this is still new to the patient.
_NEW_DAYS = 3


def tell(cast: Cast, line: Timeline) -> None:
    for person in read("people")["patients"]:
        key, zone = person["key"], cast.programs[person["program"]].timezone
        plan = next(row for row in read("careplans")["plans"] if row["patient"] == key)
        held: dict[str, UUID] = {}
        first, *later = plan["versions"]
        line.at(line.wall(first["day"], "15:30", zone), _start(cast, line, plan, held))
        _tell_seen(cast, line, key, first["day"], zone)
        about_the_way = [version for version in later if "goal" not in version]
        for version in later:
            last = version in about_the_way[-1:]
            line.at(line.wall(version["day"], "15:40", zone), _change(cast, line, plan, version, held, last))
            _tell_seen(cast, line, key, version["day"], zone)
        for goal in plan["goals"]:
            for rating in goal["ratings"]:
                at = line.wall(rating["day"], "16:10", zone)
                line.at(at, _rate(cast, key, person["team"][0], goal["key"], rating, held))


def _tell_seen(cast: Cast, line: Timeline, key: str, day: int, zone: str) -> None:
    if day < -_NEW_DAYS:
        line.at(line.wall(day + 1, "18:20", zone), _see(cast, key))


def _see(cast: Cast, key: str) -> Any:
    def step() -> None:
        plan = CarePlan.objects.get(patient=cast.patients[key], ended_at=None)
        actions.mark_seen(cast.actor(key), patient_id=plan.patient_id, version=plan.version)

    return step


def _frame(cast: Cast, line: Timeline, plan: Mapping[str, Any], *, signs_as_now: bool) -> dict[str, Any]:
    """The next step with its signs, and the review."""
    key = plan["patient"]
    zone, down, review = cast.zone(key), plan["step_down"], plan["review"]
    around = down["around_day"]
    return {
        "next_level": down["next"],
        "next_around": None if around is None else line.day(around, zone),
        "signs": [actions.SignOf(sign["text"], met=sign["there"] and signs_as_now) for sign in down["signs"]],
        "review_at": line.wall(line.working_day(review["day"], zone), review["at"], zone),
        "review_with": [cast.post(who, key).id for who in review["with"]],
    }


def _start(cast: Cast, line: Timeline, plan: Mapping[str, Any], held: dict[str, UUID]) -> Any:
    def step() -> None:
        patient, (first, *later) = cast.patients[plan["patient"]], plan["versions"]
        actor = cast.actor(first["by"])
        frame = _frame(cast, line, plan, signs_as_now=all("goal" in version for version in later))
        actions.start_plan(
            actor, patient_id=patient.id, key=uuid4(), what=first["changed"], why=first["why"], **frame
        )
        added_later = {version["goal"] for version in later if "goal" in version and "step" not in version}
        for goal in plan["goals"]:
            if goal["key"] in added_later:
                continue
            steps = {v["step"] for v in later if v.get("goal") == goal["key"]}
            _add_goal(cast, line, plan["patient"], first["by"], goal, held, without=steps)

    return step


def _add_goal(
    cast: Cast, line: Timeline, patient: str, by: str, goal: Mapping[str, Any], held: dict[str, UUID],
    *, without: Collection[int] = (), what: str = "", why_changed: str = "",
) -> None:  # fmt: skip
    zone = cast.zone(patient)
    made, _new = actions.add_goal(
        cast.actor(by), patient_id=cast.patients[patient].id, key=uuid4(), title=goal["plain"]["title"],
        why=goal["plain"]["why"], clinical_problem=goal["clinical"]["problem"],
        clinical_goal=goal["clinical"]["goal"], clinical_objective=goal["clinical"]["objective"],
        target_on=line.day(goal["target_day"], zone), steps=_steps(line, goal, zone, without=without),
        what=what, why_changed=why_changed,
    )  # fmt: skip
    held[goal["key"]] = made.id


def _steps(
    line: Timeline, goal: Mapping[str, Any], zone: str, *, without: Collection[int] = ()
) -> list[actions.Step]:
    return [
        actions.Step(
            who="patient" if each["who"] == "patient" else "team",
            text=each["text"],
            when=each["when"] or "",
            due_on=None if each["due_day"] is None else line.day(each["due_day"], zone),
        )
        for number, each in enumerate(goal["actions"])
        if number not in without
    ]


def _change(
    cast: Cast, line: Timeline, plan: Mapping[str, Any], version: Mapping[str, Any], held: dict[str, UUID],
    last: bool,
) -> Any:  # fmt: skip
    """A change that names a goal added it, or one of its steps; any other is about the way ahead."""

    def step() -> None:
        key, patient, actor = plan["patient"], cast.patients[plan["patient"]], cast.actor(version["by"])
        if "goal" in version:
            goal = next(each for each in plan["goals"] if each["key"] == version["goal"])
            if "step" not in version:
                _add_goal(cast, line, key, version["by"], goal, held, what=version["changed"],
                          why_changed=version["why"])  # fmt: skip
                return
            row = Goal.objects.get(id=held[goal["key"]])
            actions.change_goal(
                actor, goal_id=row.id, version=row.version, what=version["changed"],
                why_changed=version["why"], changes={}, steps=_steps(line, goal, cast.zone(key)),
            )  # fmt: skip
            return
        now = CarePlan.objects.get(patient=patient, ended_at=None)
        actions.change_plan(
            actor, patient_id=patient.id, version=now.version, what=version["changed"], why=version["why"],
            **_frame(cast, line, plan, signs_as_now=last),
        )  # fmt: skip

    return step


def _rate(
    cast: Cast, patient: str, staff: str, goal: str, rating: Mapping[str, Any], held: dict[str, UUID]
) -> Any:
    def step() -> None:
        if rating["patient"] is not None:
            actions.rate_goal(cast.actor(patient), goal_id=held[goal], value=rating["patient"])
        if rating["team"] is not None:
            actions.rate_goal_for_team(cast.actor(staff), goal_id=held[goal], value=rating["team"])

    return step
