"""What a patient does with a consent: invite, change, withdraw. Nobody else can."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from portal.access.matrix import Permission
from portal.accounts import inviting
from portal.accounts.acceptance import Subject
from portal.family import logic, selectors
from portal.family.actions import signing
from portal.family.events import RelativeInvited
from portal.family.models import Consent
from portal.kernel import clock, idempotency, limits
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, Stale
from portal.kernel.transaction import action
from portal.programs import selectors as programs


@action
def invite_relative(
    actor: Actor,
    *,
    key: UUID,
    relative_name: str,
    relative_email: str,
    relation: str,
    scopes: Sequence[str],
    ends_at: datetime,
    signature: str,
    language: str,
) -> Consent:
    """Signs a consent and has the invitation sent. Allowed: the patient alone. `ends_at` is UTC.

    Every element of 42 CFR 2.31(a) is there or nothing is saved. Nothing is shared before the relative
    accepts. Publishes RelativeInvited. Raises Invalid, NotFound, TooMany.
    """
    patient = programs.patient(
        actor,
        patient_id=programs.own_patient(actor).id,
        permission=Permission.CONSENT_MANAGE,
        lock=True,
    )
    email = relative_email.strip().lower()
    body = {"name": relative_name, "email": email, "scopes": sorted(scopes), "ends_at": ends_at}
    used = idempotency.use(actor, key=key, body=body)
    if used.object_id is not None:
        return selectors.consent(actor, consent_id=used.object_id)
    limits.hit("family.invite", str(patient.id), most=10, per=timedelta(days=1))
    wanted = signing.check_terms(scopes, ends_at)
    if email == patient.email.lower() and email:
        raise Invalid("/relative_email", "family.own_email")
    consent = Consent(
        patient=patient,
        program_id=patient.program_id,
        relative_name=relative_name.strip(),
        relative_email=email,
        relation=relation.strip(),
        language=language,
        scopes=wanted,
        purpose="patient_request",
        starts_at=clock.now(),
        ends_at=ends_at,
        text_version=logic.consent_text()["version"],
    )
    consent.save(force_insert=True)
    signing.sign(actor, consent, typed_name=signature, language=language)
    used.made(consent.id)
    _invite(actor, consent, email)
    signing.note(actor, "family.invite_relative", consent)
    signing.tell(consent, RelativeInvited)
    return consent


@action
def change_scopes(
    actor: Actor,
    *,
    consent_id: UUID,
    version: int,
    scopes: Sequence[str],
    ends_at: datetime,
    signature: str,
    language: str,
) -> Consent:
    """Narrows or widens what is shared, or moves the end: signed anew. Allowed: the patient alone.

    The relative's next request already follows it. `version` is the one that the patient saw. Publishes
    ConsentChanged, SharingChanged. Raises Conflict when it has ended, Invalid, Stale, NotFound.
    """
    consent = _mine(actor, consent_id)
    _still_open(consent)
    if consent.version != version:
        raise Stale
    wanted = signing.check_terms(scopes, ends_at)
    if not wanted:
        raise Invalid("/scopes", "family.withdraw_instead")
    if consent.status == "active" and consent.account_id is None:
        raise Conflict("family.invite_again")
    consent.scopes, consent.ends_at = wanted, ends_at
    consent.text_version = logic.consent_text()["version"]
    consent.version += 1
    consent.save()
    signing.sign(actor, consent, typed_name=signature, language=language)
    signing.write_grant(consent)
    signing.note(actor, "family.change_scopes", consent)
    signing.tell(consent)
    return consent


@action
def withdraw_consent(actor: Actor, *, consent_id: UUID) -> Consent:
    """Takes the consent back, now; again changes nothing. Allowed: the patient alone.

    Ends the grant in the same transaction: the next request sees nothing, open sockets close within
    seconds. An invitation that waits is void. Education stays open. Publishes ConsentChanged, SharingChanged.
    """
    consent = _mine(actor, consent_id)
    if consent.status in {"withdrawn", "expired"}:
        return consent
    consent.status, consent.withdrawn_at = "withdrawn", clock.now()
    consent.version += 1
    consent.save(update_fields=["status", "withdrawn_at", "version"])
    signing.end_grant(consent)
    inviting.withdraw_open(purpose="relative", object_id=consent.id)
    signing.note(actor, "family.withdraw_consent", consent)
    signing.tell(consent)
    return consent


def _invite(actor: Actor, consent: Consent, email: str) -> None:
    """The mail names nobody but the one who is invited. Who only learns needs no second factor."""
    inviting.open_invitation(
        actor,
        purpose="relative",
        object_id=consent.id,
        email=email,
        name=consent.relative_name,
        language=consent.language,
        second_factor=bool(consent.scopes),
        subject=Subject(patient_id=consent.patient_id, program_id=consent.program_id),
    )


def _mine(actor: Actor, consent_id: UUID) -> Consent:
    return selectors.consent(actor, consent_id=consent_id, permission=Permission.CONSENT_MANAGE, lock=True)


def _still_open(consent: Consent) -> None:
    status = logic.status_now(consent.status, ends_at=consent.ends_at, now=clock.now())
    if status not in {"invited", "active"}:
        raise Conflict("family.has_ended")
