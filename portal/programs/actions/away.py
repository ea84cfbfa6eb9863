"""Days off, and who covers. What follows for messages and tasks is theirs: they hear of StaffAway."""

from datetime import date, timedelta
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.programs import coverage
from portal.programs.events import StaffAway
from portal.programs.models import Away, Staff

LONGEST = timedelta(days=366)


@action
def plan_away(
    actor: Actor, *, key: UUID, staff_id: UUID, starts_on: date, ends_on: date, cover_id: UUID | None = None
) -> tuple[Away, bool]:
    """A person is off from one day to another, both included, days of the program's zone.

    Allowed: the person; for anyone the program's lead and administrator. Without `cover_id` the whole team
    covers. Publishes StaffAway to who works in the program. Raises Invalid, Conflict where the days overlap
    with others of the same person, NotFound, KeyReused.
    """
    staff = Staff.objects.select_for_update(of=("self",)).select_related("program")
    post = staff.filter(id=staff_id, ended_at=None).first()
    if post is None or post.account_id is None or not coverage.may_change(actor, post):
        raise NotFound
    use = idempotency.use(
        actor, key=key, body={"away": staff_id, "from": starts_on, "to": ends_on, "cover": cover_id}
    )
    if use.object_id:
        return Away.objects.select_related("staff", "cover", "program").get(id=use.object_id), False
    _check_days(post, starts_on, ends_on)
    cover = _cover(post, post.account_id, cover_id)
    # Of two requests at once for one person the second waits at the post's lock.
    others = Away.objects.filter(program_id=post.program_id, staff__account_id=post.account_id, ended_at=None)
    if others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Conflict("programs.away_overlaps")
    row = Away.objects.create(
        program=post.program, staff=post, cover=cover, starts_on=starts_on, ends_on=ends_on
    )
    use.made(row.id)
    _told(actor, "staff.plan_away", post)
    return row, True


@action
def end_away(actor: Actor, *, away_id: UUID) -> Away:
    """The person is back, or does not leave after all. Allowed as for `plan_away`.

    Publishes StaffAway. Raises NotFound, also when it has ended already.
    """
    row = coverage.away(actor, away_id=away_id)
    if not Away.objects.filter(id=row.id, ended_at=None).update(ended_at=clock.now()):
        raise NotFound
    _told(actor, "staff.end_away", row.staff)
    return row


def _check_days(post: Staff, starts_on: date, ends_on: date) -> None:
    today = clock.local(clock.now(), post.program.timezone).date()
    if ends_on < starts_on:
        raise Invalid("/ends_on", "programs.away_backwards")
    if ends_on < today:
        raise Invalid("/ends_on", "programs.away_past")
    if ends_on - starts_on > LONGEST:
        raise Invalid("/ends_on", "programs.away_too_long")


def _cover(post: Staff, account_id: UUID, cover_id: UUID | None) -> Staff | None:
    if cover_id is None:
        return None
    found = Staff.objects.filter(id=cover_id, program_id=post.program_id, ended_at=None)
    cover = found.exclude(account=None).exclude(account_id=account_id).first()
    if cover is None or cover.role == "administrator":
        raise Invalid("/cover_id", "programs.away_cover")
    return cover


def _told(actor: Actor, verb: str, post: Staff) -> None:
    audit.record(actor, verb, object_type="staff", object_id=post.id, program_id=post.program_id)
    to = policy.who_can_in_program(Permission.PROGRAM_READ, program_id=post.program_id)
    publish(StaffAway(object_id=post.id, program_id=post.program_id), recipients=to)
