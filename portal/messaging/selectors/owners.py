"""Whose each open thread should be: by rights, days off and covers. Read set by set, never one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.messaging import logic
from portal.messaging.models import OwnerCheck, Thread
from portal.programs import coverage
from portal.programs import selectors as programs
from portal.programs.models import Staff


@dataclass(frozen=True)
class Placed:
    """`owner`, `covering_for`: whose it should be now. `alone`: nobody who is here may answer it."""

    thread: Thread
    owner: UUID | None
    covering_for: UUID | None
    alone: bool

    @property
    def is_right(self) -> bool:
        return (self.thread.assigned_to_id, self.thread.covering_for_id) == (self.owner, self.covering_for)


def placed(threads: Sequence[Thread]) -> list[Placed]:
    """For jobs, which ask no rule: the work of these threads itself follows the rules. Four queries."""
    in_programs = {row.program_id for row in threads}
    open_posts = Staff.objects.filter(program_id__in=in_programs, ended_at=None, account__isnull=False)
    posts = list(open_posts.only("id", "account_id", "program_id"))
    off = coverage.off_today(programs=in_programs)
    may = policy.who_can_each(
        Permission.MESSAGE_ANSWER,
        patients={row.patient_id: row.program_id for row in threads},
        accounts={post.account_id for post in posts if post.account_id},
    )
    found = []
    for row in threads:
        able: set[UUID] = set()
        cover_of: dict[UUID, UUID | None] = {}
        for post in posts:
            if post.program_id != row.program_id or post.account_id not in may[row.patient_id]:
                continue
            away = off.get((post.program_id, post.account_id))
            if away is None:
                able.add(post.id)
            else:
                cover_of[post.id] = away.cover_id
        owner, home = logic.next_owner(row.assigned_to_id, row.covering_for_id, able=able, cover_of=cover_of)
        found.append(Placed(row, owner, home, alone=not able))
    return found


def owner_check(actor: Actor, *, program_id: UUID) -> OwnerCheck | None:
    """What the job found when it last looked. Allowed: the program's lead and administrator; numbers only."""
    program = programs.program(actor, program_id=program_id, permission=Permission.REPORT_READ)
    return OwnerCheck.objects.filter(program=program).first()


def open_threads(*, program_id: UUID) -> "QuerySet[Thread]":
    """For the job: every open thread of a program."""
    return Thread.objects.filter(program_id=program_id, state="open").select_related("patient__program")
