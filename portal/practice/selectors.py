"""Reads of practice. Each takes an actor, starts at the access rule, and is audited."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.practice import logic
from portal.practice.models import Cards, Entry
from portal.programs import selectors as programs
from portal.programs.models import Patient


@dataclass(frozen=True)
class Practice:
    """What a patient keeps at hand, and what has helped. Neither says on which days there was no entry."""

    patient: Patient
    cards: list[str]
    helped: list[logic.Helped]


def practice(actor: Actor, *, patient_id: UUID) -> Practice:
    """Cards and ranking of one patient; three queries. Allowed: the patient, the team, the lead. Raises
    NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.PRACTICE_READ)
    chosen = Cards.objects.filter(patient=patient).values_list("skills", flat=True).first()
    rows = _there().filter(patient=patient).values_list("skill", "before", "after")
    entries = [logic.Practiced(*row) for row in rows]
    _read(actor, "practice.read", patient, len(entries))
    return Practice(patient, list(chosen or []), logic.helped(entries))


def entries(actor: Actor, *, patient_id: UUID) -> "QuerySet[Entry]":
    """A patient's entries, to be paged by `practiced_at`. Allowed: as for `practice`. Raises NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.PRACTICE_READ)
    _read(actor, "practice.read_entries", patient, 1)
    return _there().filter(patient=patient)


def entry(actor: Actor, *, entry_id: UUID) -> Entry:
    """One entry; of one taken back the words are gone and `taken_back_at` stands. Raises NotFound."""
    row = policy.one(actor, Permission.PRACTICE_READ, Entry.objects.all(), id=entry_id)
    audit.read(
        actor, "practice.read_entry", object_type="practice_entry", object_id=row.id,
        patient_id=row.patient_id, program_id=row.program_id,
    )  # fmt: skip
    return row


def cards(actor: Actor, *, patient_id: UUID) -> list[str]:
    """The keys of the coping cards, in the patient's order. Allowed: as for `practice`. Raises NotFound."""
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.PRACTICE_READ)
    chosen = Cards.objects.filter(patient=patient).values_list("skills", flat=True).first()
    _read(actor, "practice.read_cards", patient, 1)
    return list(chosen or [])


def _there() -> "QuerySet[Entry]":
    return Entry.objects.filter(taken_back_at=None)


def _read(actor: Actor, verb: str, patient: Patient, count: int) -> None:
    audit.read(
        actor, verb, object_type="practice", object_id=patient.id, patient_id=patient.id,
        program_id=patient.program_id, count=count,
    )  # fmt: skip
