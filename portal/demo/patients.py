"""Patients: admitted, given an account, a care team, and one enrolment after the other."""

from datetime import date
from typing import Any

from portal.demo.cast import SETUP, Cast
from portal.demo.clinic import open_account
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.programs import actions

# The record is opened, and the person invited, some days before the first day.
_KNOWN_BEFORE = 6


def tell(cast: Cast, line: Timeline) -> None:
    for data in read("people")["patients"]:
        zone = cast.programs[data["program"]].timezone
        known = data["admitted_day"] - _KNOWN_BEFORE
        line.at(line.wall(known, "07:00", zone), _admission(cast, line, data))
        for enrolment in data["enrolments"]:
            # Decided the day before it begins, and the first one when the record is opened.
            when = line.wall(
                known if enrolment is data["enrolments"][0] else enrolment["from_day"] - 1, "07:10", zone
            )
            line.at(when, _enrolment(cast, line, data, enrolment))


def _admission(cast: Cast, line: Timeline, data: dict[str, Any]) -> Any:
    def step() -> None:
        zone = cast.programs[data["program"]].timezone
        account = open_account(
            cast, data["key"], name=data["preferred_name"], full_name=data["full_name"],
            pronouns=data["pronouns"], language=data["language"], timezone=data["timezone"],
        )  # fmt: skip
        patient = actions.admit_patient(
            SETUP,
            program_id=cast.programs[data["program"]].id,
            preferred_name=data["preferred_name"],
            full_name=data["full_name"],
            admitted_on=line.day(data["admitted_day"], zone),
            email=account.email,
            pronouns=data["pronouns"],
            language=data["language"],
            timezone=data["timezone"],
            birth_date=date.fromisoformat(data["birth_date"]),
        )
        patient = actions.link_account(SETUP, patient_id=patient.id, account_id=account.id)
        cast.patients[data["key"]] = patient
        for member in data["team"]:
            post = cast.posts.get((member, data["program"]))
            if post and post.role != "administrator":
                actions.assign_to_team(SETUP, patient_id=patient.id, staff_id=post.id)

    return step


def _enrolment(cast: Cast, line: Timeline, data: dict[str, Any], enrolment: dict[str, Any]) -> Any:
    def step() -> None:
        zone = cast.programs[data["program"]].timezone
        track = cast.tracks[enrolment["track"]].id if enrolment["track"] else None
        actions.change_enrolment(
            SETUP,
            patient_id=cast.patients[data["key"]].id,
            level=enrolment["level"],
            starts_on=line.day(enrolment["from_day"], zone),
            track_id=track,
            weekdays=enrolment["weekdays"],
            prescribed_minutes=enrolment["prescribed_minutes"],
        )

    return step
