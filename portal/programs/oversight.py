"""The audit as an administrator reads it: only of programs that the actor administers, names beside ids.

An entry without a program (a sign-in, a refusal) is shown with the programs of the person who did it.
Staff of these programs appear by name, everyone else by a word for what they are. This reading is itself
written down.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.audit import trail, verification
from portal.audit.trail import Entries, Entry
from portal.audit.verification import Verification
from portal.kernel import limits
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs.models import Patient, Program, Staff

Kind = Literal["staff", "patient", "relative", "outside", "nobody", "system"]


@dataclass(frozen=True)
class Line:
    """`name` only for staff of the actor's programs, `patient` only for patients of these."""

    entry: Entry
    kind: Kind
    name: str
    patient: str


@dataclass(frozen=True)
class Person:
    account_id: UUID
    name: str


def entries(
    actor: Actor,
    *,
    patient_id: UUID | None = None,
    account_id: UUID | None = None,
    outcome: str | None = None,
) -> Entries:
    """The entries that the actor may read, for one page of them. Raises NotFound for who reads none."""
    program_ids = _programs(actor)
    people = Staff.objects.filter(program_id__in=program_ids).exclude(account=None).values("account_id")
    patients = Patient.objects.filter(program_id__in=program_ids).exclude(account=None).values("account_id")
    found = trail.of_programs(program_ids, people=[people, patients])
    return trail.narrowed(found, patient_id=patient_id, account_id=account_id, outcome=outcome)


def lines(actor: Actor, *, page: Sequence[Entry]) -> list[Line]:
    """A page of entries with the names that may stand there. This read is audited for each program."""
    program_ids = _programs(actor)
    counts = Counter(entry.program_id for entry in page)
    for program_id in program_ids:
        audit.read(actor, "audit.list", object_type="audit", program_id=program_id, count=counts[program_id])
    accounts = {entry.actor_id for entry in page if entry.actor_id}
    posts = Staff.objects.filter(program_id__in=program_ids, account_id__in=accounts)
    names = {row.account_id: row.name for row in posts.order_by("started_on")}
    patients = Patient.objects.filter(
        program_id__in=program_ids, id__in={entry.patient_id for entry in page if entry.patient_id}
    )
    who = {row.id: row.full_name for row in patients}
    own = set(Patient.objects.filter(account_id__in=accounts).values_list("account_id", flat=True))
    elsewhere = set(Staff.objects.filter(account_id__in=accounts).values_list("account_id", flat=True))
    return [
        Line(
            entry,
            _kind(entry, names, own, elsewhere),
            names.get(entry.actor_id, ""),
            who.get(entry.patient_id, "") if entry.patient_id else "",
        )
        for entry in page
    ]


def people(actor: Actor) -> list[Person]:
    """The staff, past and present, by whom the trail can be narrowed. Raises NotFound."""
    rows = Staff.objects.filter(program_id__in=_programs(actor)).exclude(account=None).order_by("name", "id")
    found = {row.account_id: Person(row.account_id, row.name) for row in rows if row.account_id}
    return list(found.values())


def verdict(actor: Actor) -> Verification:
    """The latest check of the whole record, made now where there was none. Raises NotFound."""
    program_ids = _programs(actor)
    audit.read(actor, "audit.verdict", object_type="audit", program_id=program_ids[0])
    return verification.latest() or verification.run()


def check_now(actor: Actor) -> Verification:
    """Checks the whole record from its first entry. Six times a minute at most. Raises NotFound, TooMany."""
    program_ids = _programs(actor)
    limits.hit("audit.verify", str(actor.account_id), most=6, per=timedelta(minutes=1))
    audit.read(actor, "audit.verify", object_type="audit", program_id=program_ids[0])
    return verification.run()


def _programs(actor: Actor) -> list[UUID]:
    rule = policy.programs_for(actor, Permission.AUDIT_READ, program="id")
    found = list(Program.objects.filter(rule).order_by("name", "id").values_list("id", flat=True))
    if not found:
        raise NotFound
    return found


def _kind(entry: Entry, names: dict[UUID | None, str], own: set[UUID], elsewhere: set[UUID]) -> Kind:
    if entry.actor_kind == "system":
        return "system"
    if entry.actor_id is None:
        return "nobody"
    if entry.actor_id in names:
        return "staff"
    if entry.actor_id in own:
        return "patient"
    return "relative" if entry.patient_id and entry.actor_id not in elsewhere else "outside"
