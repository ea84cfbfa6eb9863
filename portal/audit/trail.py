"""Reading the trail, newest first. Knows no rule: the caller has asked access which programs may be read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from portal.audit.models import Entry

__all__ = ["Entries", "Entry", "entries", "narrowed", "of_programs"]
Entries = QuerySet[Entry]


def entries(
    *,
    program_ids: Iterable[UUID] | None = None,
    patient_id: UUID | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Entry]:
    """`program_ids` None: the whole clinic. `before` is the id of the last entry of the page before."""
    found = Entry.objects.order_by("-id")
    if program_ids is not None:
        found = found.filter(program_id__in=list(program_ids))
    if patient_id is not None:
        found = found.filter(patient_id=patient_id)
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found[: min(limit, 200)])


def of_programs(program_ids: Iterable[UUID], *, people: Iterable["QuerySet[Any, Any]"]) -> "Entries":
    """What happened in these programs, and what has no program (a sign-in, a refusal) but was done by one
    of `people` (queries of account ids)."""
    rule = Q(program_id__in=list(program_ids))
    for account_ids in people:
        rule |= Q(program_id=None, actor_id__in=account_ids)
    return Entry.objects.filter(rule)


def narrowed(
    found: "Entries", *, patient_id: UUID | None, account_id: UUID | None, outcome: str | None
) -> "Entries":
    if patient_id is not None:
        found = found.filter(patient_id=patient_id)
    if account_id is not None:
        found = found.filter(actor_id=account_id)
    return found.filter(outcome=outcome) if outcome else found
