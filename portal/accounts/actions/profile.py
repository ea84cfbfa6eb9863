"""What a person sets of the own account."""

import re
from collections.abc import Mapping
from uuid import UUID
from zoneinfo import available_timezones

from portal import audit
from portal.accounts import selectors
from portal.accounts.actions.devices import DEVICES
from portal.accounts.events import ProfileChanged
from portal.accounts.models import Account
from portal.kernel import clock, text
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.kernel.transaction import action
from portal.outbox import publish

CHANGEABLE = ("language", "timezone", "preferred_name", "pronouns", "phone")


@action
def change_profile(actor: Actor, *, changes: Mapping[str, str]) -> Account:
    """The name a person uses, pronouns, language, time zone (IANA), number for texts. Allowed: the person.

    Publishes ProfileChanged to the person's other devices. Raises Invalid.
    """
    account = selectors.own_account(actor, lock=True)
    before = (account.preferred_name, account.pronouns)
    _apply(account, changes)
    _tell(actor, account, "accounts.change_profile", before)
    return account


@action
def finish_setup(actor: Actor, *, device: str, language: str, timezone: str) -> Account:
    """The first-time questions are answered. Allowed: the person; again changes nothing but the answers.

    Publishes ProfileChanged. Raises Invalid.
    """
    if device not in DEVICES:
        raise Invalid("/device", "errors.field.invalid_choice")
    account = selectors.own_account(actor, lock=True)
    session = selectors.own_session(actor, session_id=UUID(actor.session))
    session.device, session.device_known = device, True
    session.save(update_fields=["device", "device_known"])
    account.set_up_at = account.set_up_at or clock.now()
    _apply(account, {"language": language, "timezone": timezone})
    _tell(actor, account, "accounts.finish_setup", (account.preferred_name, account.pronouns))
    return account


def _apply(account: Account, changes: Mapping[str, str]) -> None:
    for name, value in changes.items():
        if name not in CHANGEABLE:
            raise Invalid(f"/{name}", "errors.unknown_field")
        if name == "language" and value not in text.LANGUAGES:
            raise Invalid("/language", "errors.field.invalid_choice")
        if name == "timezone" and value not in available_timezones():
            raise Invalid("/timezone", "accounts.unknown_timezone")
        setattr(account, name, _phone(value) if name == "phone" else value.strip())
    if not account.preferred_name:
        raise Invalid("/preferred_name", "errors.field.blank")
    account.save(update_fields=[*CHANGEABLE, "set_up_at"])


def _phone(value: str) -> str:
    """A number as the networks write it, "+16025550142"; ten digits are a number of the United States."""
    digits = re.sub(r"[\s().-]", "", value)
    if re.fullmatch(r"1?\d{10}", digits):
        digits = f"+1{digits[-10:]}"
    if digits and not re.fullmatch(r"\+[1-9]\d{7,14}", digits):
        raise Invalid("/phone", "accounts.phone")
    return digits


def _tell(actor: Actor, account: Account, verb: str, before: tuple[str, str]) -> None:
    """`before` is the name and the pronouns until now."""
    audit.record(actor, verb, object_type="account", object_id=account.id)
    name, pronouns = before
    event = ProfileChanged(
        object_id=account.id, name=name != account.preferred_name, pronouns=pronouns != account.pronouns
    )
    publish(event, recipients=[account.id])
