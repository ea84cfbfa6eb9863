"""Keeping every open thread with somebody who can answer it: covers while people are off, the team after
they leave, and back to them when they are back."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import Q

from portal import audit
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.events import ThreadClaimed
from portal.messaging.models import OwnerCheck, Thread
from portal.messaging.selectors.owners import open_threads, placed
from portal.programs.models import Staff


@action
def settle_owners(actor: Actor, *, staff_id: UUID, patient_id: UUID | None = None) -> int:
    """A post was ended, is off or is back, or left a patient's team: its threads go where they belong.

    Allowed: the system. Publishes ThreadClaimed to the team for each that moved. Returns how many moved.
    """
    _only_system(actor)
    post = Staff.objects.filter(id=staff_id).first()
    if post is None:
        raise NotFound
    # Days off are a person's, who may have several posts here.
    posts = Staff.objects.filter(program_id=post.program_id)
    posts = posts.filter(account_id=post.account_id) if post.account_id else posts.filter(id=post.id)
    threads = Thread.objects.filter(Q(assigned_to__in=posts) | Q(covering_for__in=posts), state="open")
    if patient_id is not None:
        threads = threads.filter(patient_id=patient_id)
    return settle(actor, list(threads.values_list("id", flat=True)))


@action
def check_owners(actor: Actor, *, program_id: UUID) -> OwnerCheck:
    """Proves that each open thread of a program is the team's, or somebody's who is here and may answer it;
    mends what is not, and keeps the result for lead and administrator. Allowed: the system.

    Publishes ThreadClaimed to the team for each that moved. The number of queries depends on what has to be
    mended alone.
    """
    _only_system(actor)
    found = placed(list(open_threads(program_id=program_id)))
    wrong = [one.thread.id for one in found if not one.is_right]
    mended = settle(actor, wrong) if wrong else 0
    now = clock.now()
    result = {
        "at": now,
        "threads": len(found),
        "mended": mended,
        "alone": sum(one.alone for one in found),
    }
    row, _ = OwnerCheck.objects.update_or_create(
        program_id=program_id, defaults=result | ({"mended_at": now} if mended else {})
    )
    if mended:
        audit.record(
            actor, "messaging.owner_check", object_type="program", object_id=program_id,
            program_id=program_id, count=mended,
        )  # fmt: skip
    return row


def settle_where_wrong(actor: Actor, thread_ids: Collection[UUID]) -> int:
    """`settle` for the few of these threads that need it: the others are not locked."""
    rows = Thread.objects.filter(id__in=thread_ids, state="open").only(
        "id", "patient_id", "program_id", "assigned_to_id", "covering_for_id"
    )
    wrong = [one.thread.id for one in placed(list(rows)) if not one.is_right]
    return settle(actor, wrong) if wrong else 0


def settle(actor: Actor, thread_ids: Sequence[UUID]) -> int:
    """The same inside somebody's transaction, with the threads locked in the order of their ids."""
    rows = Thread.objects.select_related("patient__program").filter(id__in=thread_ids, state="open")
    moved = 0
    for one in placed(list(rows.select_for_update(of=("self",)).order_by("id"))):
        if one.is_right:
            continue
        thread = one.thread
        thread.assigned_to_id, thread.covering_for_id = one.owner, one.covering_for
        save(thread, "assigned_to", "covering_for")
        moved += 1
        note(actor, "messaging.reroute", thread)
        event = ThreadClaimed(
            object_id=thread.id, staff_id=one.owner, patient_id=thread.patient_id,
            program_id=thread.program_id,
        )  # fmt: skip
        tell(event, thread, team_only=True)
    return moved


def _only_system(actor: Actor) -> None:
    if not actor.is_system:
        raise NotFound
