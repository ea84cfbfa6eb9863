"""What the reader leaves behind: how far they have read, and what they have begun to write."""

from datetime import datetime
from uuid import UUID

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound, Refused
from portal.kernel.transaction import action
from portal.messaging import logic, selectors
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.events import ThreadRead
from portal.messaging.models import Draft, Message, ReadMark, Thread
from portal.messaging.selectors.drafts import patient_of_place
from portal.messaging.selectors.threads import author_side, person
from portal.programs import selectors as programs


@action
def mark_read(actor: Actor, *, thread_id: UUID, seq: int) -> Thread:
    """The actor has read up to and with `seq`. A mark only ever moves forward.

    Allowed: the patient, who may answer. A reader for another reason (break-glass) leaves no mark:
    Refused. Publishes ThreadRead when it moved. Raises NotFound.
    """
    me = person(actor)
    thread = selectors.thread(actor, thread_id=thread_id, lock=True)
    try:
        from_team = author_side(actor, thread)
    except NotFound:
        raise Refused from None
    seq = min(seq, thread.last_seq)
    mark = ReadMark.objects.filter(thread=thread, account_id=me).first()
    message = Message.objects.filter(thread=thread, seq=seq).first()
    if message is None or (mark and mark.seq >= seq):
        return thread
    ReadMark.objects.update_or_create(
        thread=thread,
        account_id=me,
        defaults={
            "name": _name(actor, thread, from_team=from_team),
            "from_team": from_team,
            "seq": seq,
            "team_seq": message.team_seq,
            "at": clock.now(),
        },
    )
    save(thread)
    note(actor, "messaging.mark_read", thread)
    event = ThreadRead(object_id=thread.id, patient_id=thread.patient_id, program_id=thread.program_id)
    tell(event, thread)
    return thread


def _name(actor: Actor, thread: Thread, *, from_team: bool) -> str:
    if not from_team or actor.account_id is None:
        return thread.patient.preferred_name
    post = programs.posts_of(actor.account_id).filter(program_id=thread.program_id).first()
    if post is None:
        raise NotFound
    return post.name


@action
def save_draft(
    actor: Actor, *, place: str, body: str, seen: datetime | None = None, settled: bool = False
) -> Draft | None:
    """Keeps what the actor has begun to write at "topic.<topic>", "thread.<id>" or "note.<id>"; empty removes
    it.

    The last one wins. Where another device wrote in between (`seen` is the `updated_at` that this one knew,
    UTC), its words are kept as `other`, until the writer has looked at them (`settled`) or sends.
    Allowed: who could write there. Nothing is published. Raises NotFound, Invalid.
    """
    me, patient = person(actor), patient_of_place(actor, place=place)
    if len(body) > logic.LONGEST_BODY:
        raise Invalid("/body", "errors.field.max_length")
    now = clock.now()
    mine = Draft.objects.select_for_update().filter(account_id=me, place=place)
    found = mine.first()
    if found is None:
        if not body.strip():
            return None
        fresh = Draft(
            account_id=me, patient=patient, program_id=patient.program_id, place=place,
            body=body, updated_at=now,
        )  # fmt: skip
        Draft.objects.bulk_create([fresh], ignore_conflicts=True)
        found = mine.get()
    if settled:
        found.other = None
    if found.updated_at != seen and found.body.strip() and not body.startswith(found.body):
        found.other = found.body
    if not body.strip() and not found.other:
        found.delete()
        return None
    found.body, found.updated_at = body, now
    found.save(update_fields=["body", "other", "updated_at"])
    return found
