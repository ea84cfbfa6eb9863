"""Relatives: accounts for learning, and what patients let them see: given, narrowed, taken back, run out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal.accounts import codes
from portal.accounts.actions import invitations
from portal.accounts.models import Invitation
from portal.demo.cast import SETUP, Cast
from portal.demo.clinic import open_account
from portal.demo.data_files import read
from portal.demo.live_sessions import first_needed
from portal.demo.people import email_of
from portal.demo.timeline import Timeline
from portal.family import actions, logic

_LEARNING_SINCE = -30
# "Until the end of treatment" is signed as a day: half a year.
_LONG = 180


def tell(cast: Cast, line: Timeline) -> None:
    zones = {p["key"]: cast.programs[p["program"]].timezone for p in read("people")["patients"]}
    for row in read("people")["relatives"]:
        consent = row["consent"]
        if consent is None:
            line.at(line.wall(_LEARNING_SINCE, "20:15", "America/New_York"), _account(cast, row))
        else:
            _tell_consent(cast, line, row, zones[row["patient"]])


def _tell_consent(cast: Cast, line: Timeline, row: Mapping[str, Any], zone: str) -> None:
    consent, held = row["consent"], dict[str, UUID]()
    until = consent["until_day"] if consent["until_day"] is not None else _LONG
    ends_at = line.wall(until, "20:00", zone)
    if consent["state"] == "invited":
        line.at(line.ago(95), _invite(cast, row, ends_at, held))
        return
    given = consent["from_day"]
    known = min(given, first_needed(row["key"]))
    line.at(line.wall(known, "08:10", zone), _account(cast, row))
    line.at(line.wall(given - 1, "19:10", zone), _invite(cast, row, ends_at, held))
    line.at(line.wall(given, "08:20", zone), _accept(cast, row, held))
    if consent["withdrawn_day"] is not None:
        line.at(line.wall(consent["withdrawn_day"], "21:30", zone), _withdraw(cast, row, held))
    if consent["state"] == "expired":
        line.at(ends_at + timedelta(minutes=1), lambda: actions.expire_consents(SETUP))


def _account(cast: Cast, row: Mapping[str, Any]) -> Any:
    """Greeted by the first name; the whole one stands in the profile."""
    first = row["name"].split()[0]
    return lambda: open_account(cast, row["key"], name=first, full_name=row["name"], language=row["language"])


def _invite(cast: Cast, row: Mapping[str, Any], ends_at: datetime, held: dict[str, UUID]) -> Any:
    """Scopes that the product does not offer yet are left out, as its page would."""

    def step() -> None:
        patient = cast.patients[row["patient"]]
        consent = actions.invite_relative(
            cast.actor(row["patient"]),
            key=uuid4(),
            relative_name=row["name"],
            relative_email=email_of(row["key"]),
            relation=row["relation"],
            scopes=[scope for scope in row["consent"]["scopes"] if scope in logic.OFFERED],
            ends_at=ends_at,
            signature=patient.full_name,
            language=patient.language,
        )
        held["consent"] = consent.id

    return step


def _accept(cast: Cast, row: Mapping[str, Any], held: dict[str, UUID]) -> Any:
    def step() -> None:
        invitation = Invitation.objects.get(purpose="relative", object_id=held["consent"], withdrawn_at=None)
        code = codes.invitation_code(invitation.id)
        invitations.accept(cast.actor(row["key"]), code=code)

    return step


def _withdraw(cast: Cast, row: Mapping[str, Any], held: dict[str, UUID]) -> Any:
    return lambda: actions.withdraw_consent(cast.actor(row["patient"]), consent_id=held["consent"])
