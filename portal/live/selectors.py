"""Reads of live sessions. Registering and joining is anyone's; hosting is for the staff of the program.

None of these tables says anything about a patient, so their reads are not audited; hosting is.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, Count, ExpressionWrapper, Prefetch, Q, QuerySet

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.live.models import LiveSession, LogEntry, Question, Registration

KEPT = timedelta(days=30)
_NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Totals:
    """What a host sees of the people: numbers."""

    registered: int
    waiting: int
    here: int


def sessions(actor: Actor) -> "QuerySet[LiveSession]":
    """The calendar: what is to come or goes on, and what ended in the last days. For anyone signed in."""
    policy.require(actor, Permission.LIVE_JOIN)
    mine = Registration.objects.filter(account_id=actor.account_id or _NOBODY)
    hosting = policy.programs_for(actor, Permission.LIVE_HOST)
    return (
        LiveSession.objects.filter(~Q(state="ended") | Q(ended_at__gt=clock.now() - KEPT))
        .select_related("host", "deck")
        .annotate(taken=Count("registrations", filter=Q(registrations__status="registered")))
        .annotate(hosting=ExpressionWrapper(hosting, output_field=BooleanField()))
        .prefetch_related(Prefetch("registrations", queryset=mine, to_attr="mine"))
        .order_by("starts_at", "id")
    )


def session(actor: Actor, *, session_id: UUID) -> LiveSession:
    found = sessions(actor).filter(id=session_id).first()
    if found is None:
        raise NotFound
    return found


def locked(actor: Actor, *, session_id: UUID) -> LiveSession:
    """The session with its row lock, for anyone signed in: registering is open to all."""
    policy.require(actor, Permission.LIVE_JOIN)
    found = LiveSession.objects.select_for_update(of=("self",)).select_related("host", "deck")
    row = found.filter(id=session_id).first()
    if row is None:
        raise NotFound
    return row


def hosted(actor: Actor, *, session_id: UUID, lock: bool = False) -> LiveSession:
    """A session of a program whose sessions the actor may host, else NotFound."""
    rule = policy.programs_for(actor, Permission.LIVE_HOST)
    rows = LiveSession.objects.filter(rule, id=session_id).select_related("host", "deck")
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotFound
    return found


def may_host(actor: Actor, *, row: LiveSession) -> bool:
    return policy.can(actor, Permission.LIVE_HOST, program_id=row.program_id)


def registration(actor: Actor, *, session_id: UUID) -> Registration | None:
    """The actor's own, also a cancelled one."""
    if actor.account_id is None:
        raise NotFound
    return Registration.objects.filter(session_id=session_id, account_id=actor.account_id).first()


def place_in(actor: Actor, *, session_id: UUID) -> Registration:
    """The actor's own place in the session, else NotFound: a room is for those who have one."""
    found = registration(actor, session_id=session_id)
    if found is None or found.status != "registered":
        raise NotFound
    return found


@dataclass(frozen=True)
class Room:
    """What one person sees of a room. `own` is empty for the host, `totals` for everybody else."""

    session: LiveSession
    own: Registration | None
    questions: list[Question]
    totals: Totals | None


def room(actor: Actor, *, session_id: UUID) -> Room:
    """The room as it is now: for its host, or for somebody who came in. Else NotFound."""
    row = session(actor, session_id=session_id)
    asked = Question.objects.filter(session=row).select_related("registration").order_by("asked_at", "id")
    if may_host(actor, row=row):
        return Room(row, None, list(asked), totals(row))
    own = place_in(actor, session_id=session_id)
    if own.first_joined_at is None:
        raise NotFound
    seen = asked.filter(Q(answered_at__isnull=False) | Q(registration=own))
    return Room(row, own, list(seen), None)


def question(actor: Actor, *, question_id: UUID) -> tuple[Question, UUID | None]:
    """A question that the actor may see, and the actor's own registration (None: a host). Else NotFound."""
    rows = Question.objects.select_related("session__host", "session__deck", "registration")
    row = rows.filter(id=question_id).first()
    if row is None:
        raise NotFound
    if may_host(actor, row=row.session):
        return row, None
    own = place_in(actor, session_id=row.session_id)
    if own.first_joined_at is None or (row.answered_at is None and row.registration_id != own.id):
        raise NotFound
    return row, own.id


def log_after(actor: Actor, *, session_id: UUID, seq: int) -> tuple[LiveSession, UUID | None, list[LogEntry]]:
    """What happened in the room after `seq`, for one who was away. Another's open question is left out."""
    here = room(actor, session_id=session_id)
    found = LogEntry.objects.filter(session=here.session, seq__gt=seq)
    if here.own is not None:
        found = found.filter(~Q(kind="asked") | Q(question__registration=here.own))
    entries = list(found.select_related("question__registration").order_by("seq")[:500])
    return here.session, here.own.id if here.own else None, entries


def totals(row: LiveSession) -> Totals:
    counted = Registration.objects.filter(session=row).aggregate(
        registered=Count("id", filter=Q(status="registered")),
        waiting=Count("id", filter=Q(status="waiting")),
        here=Count("id", filter=Q(here=True)),
    )
    return Totals(**counted)


def joined(row: LiveSession) -> list[UUID]:
    """The accounts that are in the room now: recipients of what happens in it."""
    return list(Registration.objects.filter(session=row, here=True).values_list("account_id", flat=True))


def registered(row: LiveSession) -> list[UUID]:
    found = Registration.objects.filter(session=row, status="registered")
    return list(found.values_list("account_id", flat=True))


def hosts(row: LiveSession) -> list[UUID]:
    """The host's account, and that of whoever opened the session in the host's place."""
    return [account_id for account_id in {row.host.account_id, row.opened_by} if account_id is not None]


def deck_exists(deck_id: UUID) -> bool:
    """Decks belong to `education`, beside this domain: asked by name."""
    return bool(apps.get_model("education", "Deck").objects.filter(id=deck_id).exists())
