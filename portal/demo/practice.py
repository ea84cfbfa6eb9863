"""Practice: what the demo people noted of their skills over the last weeks, and their coping cards."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Step, Timeline
from portal.practice import actions


def tell(cast: Cast, line: Timeline) -> None:
    data = read("practice")
    zones = {p["key"]: cast.programs[p["program"]].timezone for p in read("people")["patients"]}
    for log in data["logs"]:
        line.at(line.when(log, zones[log["patient"]]), _noting(cast, log))
    for cards in data["cards"]:
        line.at(line.wall(-1, "12:40", zones[cards["patient"]]), _choosing(cast, cards))


def _noting(cast: Cast, log: Mapping[str, Any]) -> Step:
    def step() -> None:
        actions.log_practice(
            cast.actor(log["patient"]), patient_id=cast.patients[log["patient"]].id, skill=log["skill"],
            situation=log["situation"], before=log["before"], after=log["after"], key=uuid4(),
        )  # fmt: skip

    return step


def _choosing(cast: Cast, cards: Mapping[str, Any]) -> Step:
    def step() -> None:
        patient = cards["patient"]
        actions.choose_cards(
            cast.actor(patient), patient_id=cast.patients[patient].id, skills=cards["skills"]
        )

    return step
