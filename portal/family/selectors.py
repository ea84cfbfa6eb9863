"""Reads of consents (patient and team), and of what is shared with a relative now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.access import grants, policy
from portal.access.matrix import Permission
from portal.family import logic
from portal.family.models import Consent
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound
from portal.programs import selectors as programs


def consents(actor: Actor, *, patient_id: UUID) -> list[Consent]:
    """All consents of a patient, newest first. For the patient and the care team; the read is audited."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CONSENT_READ)
    rows = list(Consent.objects.filter(patient=patient).order_by("-starts_at", "-id"))
    audit.read(
        actor,
        "family.consents",
        object_type="consent",
        patient_id=patient.id,
        program_id=patient.program_id,
        count=len(rows),
    )
    return rows


def consent(
    actor: Actor,
    *,
    consent_id: UUID,
    permission: Permission = Permission.CONSENT_READ,
    lock: bool = False,
) -> Consent:
    """One consent, else NotFound. A locked one is for an action, which writes its own entry."""
    rows: QuerySet[Consent] = Consent.objects.select_related("patient__program")
    row = policy.one(actor, permission, rows, lock=lock, id=consent_id)
    if not lock:
        audit.read(
            actor,
            "family.consent",
            object_type="consent",
            object_id=row.id,
            patient_id=row.patient_id,
            program_id=row.program_id,
        )
    return row


@dataclass(frozen=True)
class Shared:
    """One person who shares something with the reader, now."""

    patient_id: UUID
    name: str
    scopes: list[str]
    until: datetime | None


def shared_with(actor: Actor) -> list[Shared]:
    """What is shared with this account at this instant: read from the grants, which are the rule.

    For anyone signed in: who is shared nothing gets an empty list, and no word of why.
    """
    if actor.account_id is None:
        raise NotFound
    found: list[Shared] = []
    for grant in grants.family_of(actor.account_id):
        if grant.patient_id is None or not grant.scopes:
            continue
        name = programs.name_for_relative(actor, patient_id=grant.patient_id)
        found.append(Shared(grant.patient_id, name, list(grant.scopes), grant.ends_at))
    return found


def preview(actor: Actor, *, scopes: Iterable[str]) -> list[dict[str, Any]]:
    """What a relative with these scopes would see and not see, in words. For a patient.

    Learning comes first: it is open without any consent.
    """
    programs.own_patient(actor)
    wanted = list(dict.fromkeys(scopes))
    if set(wanted) - set(logic.OFFERED):
        raise Invalid("/scopes", "errors.field.invalid_choice")
    return [logic.scope_texts()[key] for key in ("education", *wanted)]
