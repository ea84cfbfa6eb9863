"""What every change of a consent does: sign, write the grant, tell. Inside the caller's transaction."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal import audit
from portal.access import grants, policy
from portal.access.matrix import Basis, Permission, Scope
from portal.family import logic
from portal.family.events import ConsentChanged, SharingChanged
from portal.family.models import Consent, Signature
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound
from portal.kernel.events import Event
from portal.outbox import publish


def check_terms(scopes: Sequence[str], ends_at: datetime) -> list[str]:
    """The scopes once each; refuses an unknown one, and an end in the past or more than a year away."""
    wanted = sorted(set(scopes))
    if set(wanted) - set(logic.OFFERED):
        raise Invalid("/scopes", "errors.field.invalid_choice")
    now = clock.now()
    if ends_at <= now:
        raise Invalid("/ends_at", "family.end_is_past")
    if ends_at - now > logic.LONGEST:
        raise Invalid("/ends_at", "family.end_too_far")
    return wanted


def sign(actor: Actor, consent: Consent, *, typed_name: str, language: str) -> Signature:
    """Freezes the elements as they are signed. Raises Invalid where one is missing: nothing is saved."""
    if actor.account_id is None:
        raise NotFound
    now = clock.now()
    found = logic.elements(
        patient=consent.patient.full_name,
        program=consent.patient.program.name,
        relative=consent.relative_name,
        scopes=consent.scopes,
        ends_at=consent.ends_at,
        signature=typed_name,
        signed_at=now,
        language=language,
    )
    if lacking := logic.missing(found):
        raise Invalid(_POINTERS.get(lacking[0], ""), "family.element_missing")
    return Signature.objects.create(
        patient_id=consent.patient_id,
        program_id=consent.program_id,
        consent=consent,
        n=consent.version,
        scopes=consent.scopes,
        ends_at=consent.ends_at,
        elements=json.dumps(found, ensure_ascii=False),
        typed_name=typed_name.strip(),
        account_id=actor.account_id,
        language=language,
        text_version=consent.text_version,
        signed_at=now,
    )


_POINTERS = {"signature": "/signature", "recipient": "/relative_name", "expiry": "/ends_at"}


def write_grant(consent: Consent) -> None:
    """Makes the grant what the consent says now: ends the one before, and gives one if there is a scope."""
    if consent.account_id is None:
        return
    end_grant(consent)
    if consent.status == "active" and consent.scopes:
        grants.give(
            account_id=consent.account_id,
            basis=Basis.FAMILY,
            patient_id=consent.patient_id,
            scopes=[Scope(scope) for scope in consent.scopes],
            ends_at=consent.ends_at,
        )


def end_grant(consent: Consent) -> None:
    """Ends what the relative was let see, now, and raises the version: sockets notice within seconds."""
    if consent.account_id is not None:
        grants.end(account_id=consent.account_id, basis=Basis.FAMILY, patient_id=consent.patient_id)


def note(actor: Actor, verb: str, consent: Consent) -> None:
    audit.record(
        actor,
        verb,
        object_type="consent",
        object_id=consent.id,
        patient_id=consent.patient_id,
        program_id=consent.program_id,
    )


def tell(consent: Consent, event: type[Event] = ConsentChanged) -> None:
    """The patient and the team hear of the consent; the relative only that something is different."""
    to = policy.who_can(Permission.CONSENT_READ, patient_id=consent.patient_id, program_id=consent.program_id)
    publish(
        event(object_id=consent.id, patient_id=consent.patient_id, program_id=consent.program_id),
        recipients=to,
    )
    if consent.account_id is not None:
        tell_relative(consent.account_id)


def tell_relative(account_id: UUID) -> None:
    publish(SharingChanged(object_id=account_id), recipients=[account_id])
