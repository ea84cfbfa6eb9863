"""Who is off, until when, and who covers: reads for the team, for patients, and for whose a thread is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import selectors
from portal.programs.models import Away, Program, Staff

_A_DAY = timedelta(days=1)

# By program and account: a person who is off is off in each of their posts there.
Off = dict[tuple[UUID, UUID], Away]


@dataclass(frozen=True)
class Person:
    """A post that can be off or cover. `mine`: it is the reader's own."""

    staff: Staff
    mine: bool


@dataclass(frozen=True)
class Coverage:
    """`today` is the day of the program's zone. `away`: what runs and what is to come, soonest first."""

    program: Program
    today: date
    away: list[Away]
    people: list[Person]
    may_manage: bool


def off_today(*, programs: Collection[UUID] | None = None) -> Off:
    """Who is off now, in these programs (None: in all). For domains that route by it; no rule of who may.

    One query. Days are those of each program's zone.
    """
    rows = Away.objects.filter(ended_at=None).select_related("program", "staff", "cover")
    if programs is not None:
        rows = rows.filter(program_id__in=programs)
    found: Off = {}
    now = clock.now()
    for row in rows.filter(ends_on__gte=now.date() - _A_DAY, starts_on__lte=now.date() + _A_DAY):
        today = clock.local(now, row.program.timezone).date()
        if row.starts_on <= today <= row.ends_on and row.staff.account_id is not None:
            found[row.program_id, row.staff.account_id] = row
    return found


def coverage(actor: Actor, *, program_id: UUID) -> Coverage:
    """Allowed: who works in the program. Raises NotFound."""
    program = selectors.program(actor, program_id=program_id)
    today = clock.local(clock.now(), program.timezone).date()
    rows = Away.objects.filter(program=program, ended_at=None, ends_on__gte=today)
    away = list(rows.select_related("staff", "cover", "program").order_by("starts_on", "id"))
    posts = selectors.staff_of(actor, program_id=program_id).exclude(account=None)
    # One for a person: days off hold for all of their posts.
    people = {row.account_id: row for row in posts.exclude(role="administrator")}
    audit.read(
        actor, "staff.coverage", object_type="program", object_id=program.id, program_id=program.id,
        count=len(away),
    )  # fmt: skip
    return Coverage(
        program,
        today,
        away,
        [Person(row, row.account_id == actor.account_id) for row in people.values()],
        policy.can(actor, Permission.COVERAGE_MANAGE, program_id=program_id),
    )


def away(actor: Actor, *, away_id: UUID) -> Away:
    """One absence that the actor may change: their own, a lead's or administrator's everyone's."""
    theirs = policy.programs_for(actor, Permission.COVERAGE_MANAGE)
    if actor.account_id is not None:
        theirs |= Q(staff__account_id=actor.account_id)
    rows = Away.objects.select_related("staff", "cover", "program")
    row = rows.filter(theirs, id=away_id, ended_at=None).first()
    if row is None:
        raise NotFound
    return row


def may_change(actor: Actor, staff: Staff) -> bool:
    if staff.account_id is not None and staff.account_id == actor.account_id:
        return True
    return policy.can(actor, Permission.COVERAGE_MANAGE, program_id=staff.program_id)
