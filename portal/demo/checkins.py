"""Daily check-ins: what a few demo people saved over the last three weeks, and what their cards ask."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from portal.checkins import actions
from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Step, Timeline

# On the day of the first check-in, before it.
CHOSEN_DAY = -21


def tell(cast: Cast, line: Timeline) -> None:
    data = read("checkins")
    for card in data["cards"]:
        patient = card["patient"]
        line.at(line.wall(CHOSEN_DAY, "10:15", cast.zone(patient)), _choosing(cast, card))
        for day in card["days"]:
            line.at(line.wall(day["day"], day["at"], cast.zone(patient)), _saving(cast, line, patient, day))


def _choosing(cast: Cast, card: Mapping[str, Any]) -> Step:
    def step() -> None:
        actions.set_targets(
            cast.actor(card["by"]), patient_id=cast.patients[card["patient"]].id, keys=card["targets"],
            version=0,
        )  # fmt: skip

    return step


def _saving(cast: Cast, line: Timeline, patient: str, day: Mapping[str, Any]) -> Step:
    def step() -> None:
        actions.save_checkin(
            cast.actor(patient), patient_id=cast.patients[patient].id, key=uuid4(),
            day=line.day(day["day"] - day.get("back", 0), cast.zone(patient)), mood=day.get("mood"),
            sleep_hours=day.get("hours"), sleep_quality=day.get("quality"), urges=day.get("urges", {}),
            skills=day.get("skills", []), note=day.get("note", ""),
        )  # fmt: skip

    return step
