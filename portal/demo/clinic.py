"""The clinic, its programs, tracks and staff: there before the first patient came."""

from datetime import time
from typing import Any

from portal.accounts.models import Account
from portal.demo.cast import SETUP, Cast
from portal.demo.data_files import read
from portal.demo.people import email_of
from portal.demo.timeline import Timeline
from portal.kernel import clock
from portal.programs import actions

OPENED_DAYS_AGO = 70
_FIELDS = ("address", "crisis_phone", "crisis_from", "crisis_until")


def build(cast: Cast, line: Timeline) -> None:
    """Runs at once, with the clock on the clinic's first day."""
    data = read("programs")
    clinic = data["clinic"]
    actions.found_clinic(
        SETUP, name=clinic["name"], neutral_name=clinic["neutral_name"], region=clinic["region"]
    )
    for program in data["programs"]:
        _program(cast, program)
    for track in data["tracks"]:
        program_id = cast.programs[track["program"]].id
        cast.tracks[track["key"]] = actions.add_track(
            SETUP, program_id=program_id, name=track["name"]["en"], part_of_day=track["part_of_day"],
            capacity=track["capacity"],
        )  # fmt: skip
    for person in read("people")["staff"]:
        _staff(cast, person)


def _time(wall: str) -> time:
    hours, minutes = wall.split(":")
    return time(int(hours), int(minutes))


def _program(cast: Cast, data: dict[str, Any]) -> None:
    program = actions.create_program(
        SETUP, name=data["name"], timezone=data["timezone"], minimum_hours=data["minimum_hours"]
    )
    changes = {name: data[name] for name in _FIELDS}
    changes |= {name: _time(data[name]) for name in ("crisis_from", "crisis_until") if data[name]}
    program = actions.change_program(SETUP, program_id=program.id, version=program.version, changes=changes)
    hours = {row["weekday"]: (_time(row["opens"]), _time(row["closes"])) for row in data["hours"]}
    actions.set_team_hours(SETUP, program_id=program.id, hours=hours)
    cast.programs[data["key"]] = program


def open_account(cast: Cast, key: str, *, name: str, **fields: Any) -> Account:
    """An account as an accepted invitation leaves it, without a password: the demo has its own door."""
    account = Account.objects.create_user(
        email_of(key), None, preferred_name=name, created_at=clock.now(), set_up_at=clock.now(), **fields
    )
    cast.accounts[key] = account
    return account


def _staff(cast: Cast, data: dict[str, Any]) -> None:
    account = open_account(
        cast, data["key"], name=data["name"], full_name=data["full_name"], pronouns=data["pronouns"],
        language=data["language"], second_factor=True,
    )  # fmt: skip
    for post in data["posts"]:
        made = actions.add_staff(
            SETUP, program_id=cast.programs[post["program"]].id, role=post["role"], name=data["name"],
            email=account.email,
        )  # fmt: skip
        made = actions.link_staff_account(SETUP, staff_id=made.id, account_id=account.id)
        cast.posts.setdefault((data["key"], post["program"]), made)
