"""Writing grants, in the transaction of the change that they follow from: for `programs` and `family`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from portal.access import version
from portal.access.matrix import OVER_PATIENT, Basis, Scope
from portal.access.models import Grant
from portal.kernel import clock


def active(at: datetime | None = None) -> Q:
    """Grants in force at an instant (UTC): the start belongs to it, the end does not."""
    instant = at or clock.now()
    return Q(starts_at__lte=instant) & (Q(ends_at__isnull=True) | Q(ends_at__gt=instant))


def give(
    *,
    account_id: UUID,
    basis: Basis,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
    scopes: Iterable[Scope] = (),
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Grant:
    """Opens a grant over a patient or a program and raises the account's version."""
    if (patient_id is not None) != (basis in OVER_PATIENT):
        raise ValueError(f"A grant of basis {basis} is over a patient or a program, as the matrix says.")
    grant = Grant.objects.create(
        account_id=account_id,
        basis=basis,
        patient_id=patient_id,
        program_id=program_id,
        scopes=sorted(scopes),
        starts_at=starts_at or clock.now(),
        ends_at=ends_at,
    )
    version.bump([account_id])
    return grant


def end(
    *,
    account_id: UUID,
    basis: Basis,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
) -> int:
    """Ends the account's grants of this basis over this object, now. Returns how many were in force."""
    now = clock.now()
    # In force, or to begin later: both end.
    found = Grant.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now),
        account_id=account_id,
        basis=basis,
        patient_id=patient_id,
        program_id=program_id,
    )
    ended = found.update(ends_at=now)
    version.bump([account_id])
    return ended


def bases_of(account_id: UUID) -> set[Basis]:
    """On which grounds the account has anything at all, now: the front end picks its home by it."""
    found = Grant.objects.filter(active(), account_id=account_id).values_list("basis", flat=True)
    return {Basis(basis) for basis in found.distinct()}


def family_of(account_id: UUID) -> list[Grant]:
    """The account's family grants in force, over each patient: what is shared with a relative now."""
    found = Grant.objects.filter(active(), account_id=account_id, basis=Basis.FAMILY)
    return list(found.order_by("starts_at", "id"))


def patient_of(account_id: UUID) -> UUID | None:
    """The patient that the account is, if it is one."""
    found = Grant.objects.filter(active(), account_id=account_id, basis=Basis.SELF)
    return found.values_list("patient_id", flat=True).first()
