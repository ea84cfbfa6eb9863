"""The team's shared inbox, and the counts that everyone is shown."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.messaging.logic import TOPICS
from portal.messaging.models import Message, ReadMark, Thread
from portal.messaging.selectors.threads import person

QUEUES = ("team", "mine", "unassigned")


@dataclass(frozen=True)
class Counts:
    """Threads that wait for an answer."""

    queues: dict[str, int]
    topics: dict[str, int]


@dataclass(frozen=True)
class Unread:
    """`messages`: what the team wrote to this person and they have not read. `waiting`: threads that wait
    for an answer and hold something that this member of the team has not read."""

    messages: int
    waiting: int


def _of_queue(actor: Actor, queue: str) -> Q:
    if queue == "mine":
        return Q(assigned_to__account_id=actor.account_id)
    return Q(assigned_to=None) if queue == "unassigned" else Q()


def inbox(actor: Actor, *, queue: str = "team", topic: str | None = None) -> "QuerySet[Thread]":
    """Open threads of the actor's patients, to be read by `sort_key`; show them through `views_of`."""
    if queue not in QUEUES:
        raise Invalid("/queue", "errors.field.invalid_choice")
    rule = policy.patients_for(actor, Permission.INBOX_READ)
    found = Thread.objects.filter(rule, _of_queue(actor, queue), state="open")
    if topic is not None:
        found = found.filter(topic=topic)
    return found.select_related("patient__program", "assigned_to", "covering_for")


def counts(actor: Actor) -> Counts:
    rule = policy.patients_for(actor, Permission.INBOX_READ)
    waiting = Thread.objects.filter(rule, state="open", waiting_since__isnull=False)
    wanted = {f"queue_{name}": Count("id", filter=_of_queue(actor, name)) for name in QUEUES}
    wanted |= {f"topic_{name}": Count("id", filter=Q(topic=name)) for name in TOPICS}
    found = waiting.aggregate(**wanted)
    return Counts(
        {name: found[f"queue_{name}"] for name in QUEUES}, {name: found[f"topic_{name}"] for name in TOPICS}
    )


def _mark(account_id: UUID, name: str) -> Coalesce:
    found = ReadMark.objects.filter(thread=OuterRef("pk"), account_id=account_id).values(name)
    return Coalesce(Subquery(found[:1]), 0, output_field=IntegerField())


def _gone(*, from_team: bool) -> Coalesce:
    """How many messages of one side after the reader's mark (`at`) were taken back: nobody's news."""
    gone = Message.objects.filter(thread=OuterRef("pk"), seq__gt=OuterRef("at"), recalled_at__isnull=False)
    counted = gone.filter(from_team=from_team).values("thread").annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def unread(actor: Actor) -> Unread:
    """The one source of every badge. Zero for who takes part in no thread."""
    me = person(actor)
    own = Thread.objects.filter(policy.patients_for(actor, Permission.MESSAGE_READ), patient__account_id=me)
    own = own.annotate(at=_mark(me, "seq"), seen=_mark(me, "team_seq")).annotate(gone=_gone(from_team=True))
    messages = own.aggregate(n=Sum(F("team_seq") - F("seen") - F("gone")))["n"]
    waiting = Thread.objects.filter(
        policy.patients_for(actor, Permission.INBOX_READ), state="open", waiting_since__isnull=False
    )
    waiting = waiting.annotate(at=_mark(me, "seq"), seen=_mark(me, "team_seq"))
    waiting = waiting.annotate(gone=_gone(from_team=False))
    theirs = F("last_seq") - F("team_seq") - F("gone")
    return Unread(messages or 0, waiting.filter(at__lt=theirs + F("seen")).count())
