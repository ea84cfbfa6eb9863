"""The three questions: may this actor; which patients or programs may this actor; who may for this patient.

Every selector starts here. `one` is the usual way to an object: rule, lookup and lock in one query, and
the same `NotFound` for missing and forbidden. A system actor is a job of the product: its code is its
rule, and its work is audited like anyone's. Denials are written down at the edge, after the rollback.
"""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from portal.access.grants import active
from portal.access.matrix import OVER_PATIENT, OVER_PROGRAM, Basis, Permission, grounds
from portal.access.models import Grant
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound

M = TypeVar("M", bound=Model)
_NOBODY = Q(pk__in=[])


def _over(permission: Permission, *, patient: bool) -> Q:
    """The grants that give a permission over a patient (or over a program), whoever holds them."""
    bases, scopes = grounds(permission)
    q = Q(basis__in=bases & (OVER_PATIENT if patient else OVER_PROGRAM))
    if patient and scopes:
        q |= Q(basis=Basis.FAMILY, scopes__overlap=sorted(scopes))
    return q & active()


def patients_for(
    actor: Actor, permission: Permission, *, patient: str = "patient_id", program: str = "program_id"
) -> Q:
    """A filter for rows of patients: those over whom the actor has the permission, now."""
    if actor.is_system:
        return Q()
    if actor.account_id is None:
        return _NOBODY
    mine = Grant.objects.filter(account_id=actor.account_id)
    near = mine.filter(_over(permission, patient=True)).values("patient_id")
    wide = mine.filter(_over(permission, patient=False)).values("program_id")
    return Q(**{f"{patient}__in": near}) | Q(**{f"{program}__in": wide})


def programs_for(actor: Actor, permission: Permission, *, program: str = "program_id") -> Q:
    """A filter for rows of programs over which the actor has the permission, now."""
    if actor.is_system:
        return Q()
    if actor.account_id is None:
        return _NOBODY
    mine = Grant.objects.filter(_over(permission, patient=False), account_id=actor.account_id)
    return Q(**{f"{program}__in": mine.values("program_id")})


def can(
    actor: Actor,
    permission: Permission,
    *,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
) -> bool:
    """May this actor, over this patient (give the patient's program too) or this program?

    With neither: a permission that every signed-in person has.
    """
    if actor.is_system:
        return True
    if actor.account_id is None:
        return False
    if patient_id is None and program_id is None:
        return Basis.ANY in grounds(permission)[0]
    q = Q()
    if patient_id is not None:
        q |= _over(permission, patient=True) & Q(patient_id=patient_id)
    if program_id is not None:
        q |= _over(permission, patient=False) & Q(program_id=program_id)
    return Grant.objects.filter(q, account_id=actor.account_id).exists()


def require(
    actor: Actor,
    permission: Permission,
    *,
    patient_id: UUID | None = None,
    program_id: UUID | None = None,
) -> None:
    """`can`, or `NotFound`."""
    if not can(actor, permission, patient_id=patient_id, program_id=program_id):
        raise NotFound


def one(
    actor: Actor,
    permission: Permission,
    queryset: "QuerySet[M]",
    *,
    lock: bool = False,
    patient: str = "patient_id",
    program: str = "program_id",
    **lookup: Any,
) -> M:
    """The object, under the rule and optionally its row lock, in one query; else `NotFound`."""
    rule = patients_for(actor, permission, patient=patient, program=program)
    found = queryset.filter(rule, **lookup)
    if lock:
        found = found.select_for_update(of=("self",))
    try:
        row = found.first()
    except (ValueError, ValidationError):
        row = None
    if row is None:
        raise NotFound
    return row


def who_can(permission: Permission, *, patient_id: UUID, program_id: UUID) -> list[UUID]:
    """The accounts that have the permission over this patient, now: the recipients of an event."""
    q = _over(permission, patient=True) & Q(patient_id=patient_id)
    q |= _over(permission, patient=False) & Q(program_id=program_id)
    found = Grant.objects.filter(q).order_by("account_id").values_list("account_id", flat=True)
    return list(found.distinct())


def who_can_in_program(permission: Permission, *, program_id: UUID) -> list[UUID]:
    """The accounts that have the permission over this program itself, now."""
    q = _over(permission, patient=False) & Q(program_id=program_id)
    found = Grant.objects.filter(q).order_by("account_id").values_list("account_id", flat=True)
    return list(found.distinct())


def who_can_each(
    permission: Permission, *, patients: Mapping[UUID, UUID], accounts: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """Which of these accounts have the permission over each of these patients (with their programs), now.

    Two queries, however many there are.
    """
    mine = Grant.objects.filter(account_id__in=accounts)
    near = mine.filter(_over(permission, patient=True), patient_id__in=patients)
    wide = mine.filter(_over(permission, patient=False), program_id__in=set(patients.values()))
    over_program: dict[UUID | None, set[UUID]] = {}
    for program_id, account_id in wide.values_list("program_id", "account_id"):
        over_program.setdefault(program_id, set()).add(account_id)
    found = {patient_id: set(over_program.get(program_id, ())) for patient_id, program_id in patients.items()}
    for patient_id, account_id in near.values_list("patient_id", "account_id"):
        if patient_id is not None:
            found[patient_id].add(account_id)
    return found
