"""Daily check-ins: what a few demo people saved over the last three weeks, and what their cards ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from portal.checkins import actions
from portal.demo.cast import Cast
from portal.demo.data_files import read
from portal.demo.timeline import Step, Timeline

# On the day of the first check-in, before it.
CHOSEN_DAY = -21


def tell(cast: Cast, line: Timeline) -> None:
    zones = {p["key"]: cast.programs[p["program"]].timezone for p in read("people")["patients"]}
    for card in read("checkins")["cards"]:
        zone = zones[card["patient"]]
        line.at(line.wall(CHOSEN_DAY, "10:15", zone), _choosing(cast, card))
        for row in card["days"]:
            day = line.day(row["day"] - row.get("back", 0), zone)
            line.at(line.when(row, zone), _saving(cast, card["patient"], day, row))


def _choosing(cast: Cast, card: Mapping[str, Any]) -> Step:
    def step() -> None:
        actions.set_targets(
            cast.actor(card["by"]), patient_id=cast.patients[card["patient"]].id, keys=card["targets"],
            version=0,
        )  # fmt: skip

    return step


def _saving(cast: Cast, patient: str, day: date, row: Mapping[str, Any]) -> Step:
    def step() -> None:
        actions.save_checkin(
            cast.actor(patient), patient_id=cast.patients[patient].id, key=uuid4(), day=day,
            mood=row.get("mood"), sleep_hours=row.get("hours"), sleep_quality=row.get("quality"),
            urges=row.get("urges"), skills=row.get("skills", []), note=row.get("note", ""),
        )  # fmt: skip

    return step
