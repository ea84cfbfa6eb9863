"""Invitations: made by those who may, accepted once by the person who holds the code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID, uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal import audit
from portal.accounts import acceptance, codes, inviting, logic, mail, selectors
from portal.accounts.events import InvitationAccepted
from portal.accounts.models import Account, Invitation
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Gone, Invalid, NotFound
from portal.kernel.transaction import action
from portal.outbox import publish

# new: make an account. ready: signed in as the very address. confirm: signed in as another address.
# sign_in: the address has an account, sign in to it first.
Needs = Literal["new", "ready", "confirm", "sign_in"]


@dataclass(frozen=True)
class Look:
    invitation: Invitation
    needs: Needs


@dataclass(frozen=True)
class Passkey:
    """A credential that the ceremony has verified, for the account id that was promised to it."""

    account_id: UUID
    name: str
    credential: Mapping[str, Any]


@action
def invite(
    actor: Actor,
    *,
    purpose: str,
    object_id: UUID,
    email: str,
    name: str,
    language: str = "en",
    second_factor: bool = True,
) -> Invitation:
    """Invites one person by mail to what waits under `object_id`. Allowed: as the purpose's domain says
    (patient: lead, administrator; staff: administrator; relative: the patient).

    Valid for seven days. Publishes InvitationMade. Raises NotFound.
    """
    subject = acceptance.of(purpose).may_invite(actor, object_id)
    return inviting.open_invitation(
        actor,
        purpose=purpose,
        object_id=object_id,
        email=email,
        name=name,
        language=language,
        second_factor=second_factor,
        subject=subject,
    )


@action
def withdraw(actor: Actor, *, invitation_id: UUID) -> None:
    """Takes an open invitation back. Allowed: who may invite for its purpose. Raises NotFound, Gone."""
    row = Invitation.objects.select_for_update().filter(id=invitation_id).first()
    if row is None:
        raise NotFound
    subject = acceptance.of(row.purpose).may_invite(actor, row.object_id)
    inviting.check_open(row)
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    inviting.note(actor, "accounts.withdraw_invitation", row, subject)


@action
def look(actor: Actor, *, code: str) -> Look:
    """What an invitation is and what accepting it takes. Allowed: who holds the code.

    Raises NotFound, Gone.
    """
    row = inviting.find(code)
    inviting.check_open(row)
    audit.record(actor, "accounts.look", object_type="invitation", object_id=row.id)
    return Look(row, _needs(actor, row))


def accept(
    actor: Actor,
    *,
    code: str,
    email: str = "",
    password: str = "",
    passkey: Passkey | None = None,
    language: str = "",
) -> Account:
    """Takes an invitation: makes the account (with a password or a passkey), or adds to the one that is
    signed in, and links it to what waits. Allowed: who holds the code, once.

    Somebody who is signed in under another address gives the invited address as `email`: the sixth wrong
    one kills the invitation. `language` is what the person reads now; left out, it
    is the invitation's. Publishes InvitationAccepted. Raises NotFound, Gone, Invalid, Conflict.
    """
    found = _accept(actor, code=code, email=email, new=(password, passkey, language))
    if found is None:  # committed: the wrong try stays counted
        raise Invalid("/email", "accounts.wrong_address")
    return found


@action
def _accept(actor: Actor, *, code: str, email: str, new: tuple[str, Passkey | None, str]) -> Account | None:
    row = inviting.find(code, lock=True)
    if row.accepted_at is not None and row.account_id and row.account_id == actor.account_id:
        return row.account  # the answer of the first time was lost on its way
    inviting.check_open(row)
    needs = _needs(actor, row)
    if needs == "sign_in":
        raise Conflict("accounts.sign_in_first")
    if needs == "confirm" and email.strip().lower() != row.email:
        row.wrong_tries += 1
        row.save(update_fields=["wrong_tries"])
        audit.record(actor, "accounts.accept", object_type="invitation", object_id=row.id, outcome="denied")
        return None
    account = _new_account(row, *new) if needs == "new" else _known_account(actor, row)
    row.accepted_at, row.account = clock.now(), account
    row.save(update_fields=["accepted_at", "account"])
    subject = acceptance.of(row.purpose).link(row.object_id, account.id)
    inviting.note(Actor.person(account.id, ip=actor.ip), "accounts.accept", row, subject)
    event = InvitationAccepted(object_id=row.id, patient_id=subject.patient_id, program_id=subject.program_id)
    publish(event, recipients=[row.created_by] if row.created_by else [])
    return account


def _needs(actor: Actor, row: Invitation) -> Needs:
    if actor.account_id is not None:
        mine = Account.objects.filter(id=actor.account_id, email=row.email).exists()
        return "ready" if mine else "confirm"
    return "sign_in" if Account.objects.filter(email=row.email).exists() else "new"


def _known_account(actor: Actor, row: Invitation) -> Account:
    account = selectors.own_account(actor, lock=True)
    if row.second_factor and not account.second_factor:
        # An education account becomes one that sees a person's data: one factor is too little from now on.
        account.second_factor = True
        account.save(update_fields=["second_factor"])
    return account


def _new_account(row: Invitation, password: str, passkey: Passkey | None, language: str) -> Account:
    if not password and passkey is None:
        raise Invalid("/password", "errors.field.required")
    account = Account(
        id=passkey.account_id if passkey else uuid4(),
        email=row.email,
        preferred_name=row.preferred_name,
        language=language or row.language,
        # A password alone is never enough.
        second_factor=row.second_factor or passkey is None,
        created_at=clock.now(),
    )
    if passkey is None:
        check_password(password, account)
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save(force_insert=True)
    if passkey is not None:
        WebAuthn.add(account, passkey.name, dict(passkey.credential))
        RecoveryCodes.activate(account)
    return account


def check_password(password: str, account: Account) -> None:
    """Raises Invalid with the first reason in plain words."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        code = getattr(error.error_list[0], "code", "") or ""
        known = {"password_too_short", "password_too_common", "password_too_similar"}
        raise Invalid("/password", f"accounts.{code if code in known else 'password_too_common'}") from error


def mail_invitation(actor: Actor, *, invitation_id: UUID) -> None:
    """Writes the mail with the code. Allowed: the system. Sent at least once; nothing for what is over."""
    row = Invitation.objects.filter(id=invitation_id).first()
    if not actor.is_system or row is None:
        raise NotFound
    try:
        inviting.check_open(row)
    except Gone:
        return
    code = codes.invitation_code(row.id)
    mail.send(
        "invitation",
        to=row.email,
        language=row.language,
        about=row.id,
        name=row.preferred_name,
        link=mail.link(f"/welcome#{code}"),
        code=logic.shown_code(code),
    )
