"""The team's own work on a thread: whose it is, who is writing, and that it is done."""

from uuid import UUID

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound
from portal.kernel.transaction import action
from portal.messaging import logic, selectors
from portal.messaging.actions import notes
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.events import ReplyingStarted, ThreadClaimed, ThreadClosed
from portal.messaging.models import Replying, Thread
from portal.messaging.selectors.threads import person
from portal.programs import coverage
from portal.programs import selectors as programs
from portal.programs.models import Staff


@action
def claim(actor: Actor, *, key: UUID, thread_id: UUID) -> Thread:
    """Takes a thread that is nobody's; one's own stays one's own.

    Allowed: who may answer. Publishes ThreadClaimed to the team. Raises Conflict when it is another
    member's (who wants it, assigns it) and for who is off, NotFound, KeyReused.
    """
    thread = _thread(actor, thread_id)
    used = idempotency.use(actor, key=key, body={"claim": thread_id})
    if used.object_id:
        return thread
    post = _post(actor, thread)
    if thread.assigned_to_id is not None and thread.assigned_to_id != post.id:
        raise Conflict("desk.claimed_by_another")
    _give(actor, thread, post, verb="messaging.claim")
    used.made(thread.id)
    return thread


@action
def assign(actor: Actor, *, key: UUID, thread_id: UUID, staff_id: UUID | None, body: str = "") -> Thread:
    """Hands a thread to a member who may answer it, or (None) back to all; `body`, where there is one, is a
    note for the team that names the new owner.

    Allowed: who may answer. Publishes ThreadClaimed to the team, NoteWritten for a note. Raises Invalid,
    NotFound, KeyReused.
    """
    thread = _thread(actor, thread_id)
    used = idempotency.use(actor, key=key, body={"assign": thread_id, "to": staff_id, "note": body})
    if used.object_id:
        return thread
    staff = None
    if staff_id is not None:
        staff = Staff.objects.filter(id=staff_id, program_id=thread.program_id, ended_at=None).first()
        if staff is None or not _may_answer(staff, thread):
            raise Invalid("/staff_id", "desk.not_on_team")
    _give(actor, thread, staff, verb="messaging.assign")
    if body.strip():
        named = [staff.account_id] if staff and staff.account_id else []
        notes.put(actor, thread, key=key, body=notes.checked(body), mentions=named)
    used.made(thread.id)
    return thread


@action
def close_thread(actor: Actor, *, thread_id: UUID) -> Thread:
    """Nothing more to answer here. The next words on it open a linked thread.

    Allowed: who may answer. Publishes ThreadClosed; closing twice changes nothing. Raises NotFound.
    """
    thread = _thread(actor, thread_id)
    if thread.state == "closed":
        return thread
    thread.state, thread.waiting_since, thread.answer_by = "closed", None, None
    save(thread, "state", "waiting_since", "answer_by")
    note(actor, "messaging.close", thread)
    tell(
        ThreadClosed(object_id=thread.id, patient_id=thread.patient_id, program_id=thread.program_id), thread
    )
    return thread


@action
def start_replying(actor: Actor, *, thread_id: UUID) -> Thread:
    """Says that the actor is writing an answer, for 45 seconds; while another is, theirs stands.

    Allowed: who may answer. Publishes ReplyingStarted to the team when it is new. Raises NotFound.
    """
    thread = _thread(actor, thread_id)
    post, now = _post(actor, thread), clock.now()
    held = Replying.objects.filter(thread=thread, until__gt=now).first()
    if held and held.account_id != actor.account_id:
        return thread
    Replying.objects.update_or_create(
        thread=thread,
        defaults={"account_id": person(actor), "name": post.name, "until": now + logic.REPLYING_FOR},
    )
    save(thread)
    note(actor, "messaging.replying", thread)
    tell(
        ReplyingStarted(object_id=thread.id, patient_id=thread.patient_id, program_id=thread.program_id),
        thread,
        team_only=True,
    )
    return thread


def _thread(actor: Actor, thread_id: UUID) -> Thread:
    return selectors.thread(actor, thread_id=thread_id, permission=Permission.MESSAGE_ANSWER, lock=True)


def _post(actor: Actor, thread: Thread) -> Staff:
    post = programs.posts_of(person(actor)).filter(program_id=thread.program_id).first()
    if post is None:
        raise NotFound
    return post


def _may_answer(staff: Staff, thread: Thread) -> bool:
    if staff.account_id is None:
        return False
    return policy.can(
        Actor.person(staff.account_id),
        Permission.MESSAGE_ANSWER,
        patient_id=thread.patient_id,
        program_id=thread.program_id,
    )


def _check_here(actor: Actor, staff: Staff | None) -> None:
    """Nothing is given to who is off: it would go on to the cover at once."""
    if staff is None or staff.account_id is None:
        return
    if (staff.program_id, staff.account_id) in coverage.off_today(programs=[staff.program_id]):
        if staff.account_id == actor.account_id:
            raise Conflict("desk.you_are_off")
        raise Invalid("/staff_id", "desk.is_off")


def _give(actor: Actor, thread: Thread, staff: Staff | None, *, verb: str) -> None:
    if thread.assigned_to_id == (staff.id if staff else None):
        return
    _check_here(actor, staff)
    thread.assigned_to, thread.covering_for = staff, None  # a person's own choice: it does not go back
    save(thread, "assigned_to", "covering_for")
    note(actor, verb, thread)
    event = ThreadClaimed(
        object_id=thread.id,
        staff_id=staff.id if staff else None,
        patient_id=thread.patient_id,
        program_id=thread.program_id,
    )
    tell(event, thread, team_only=True)
