"""The team's shared inbox, and the counts that everyone is shown."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.messaging.logic import TOPICS
from portal.messaging.models import ReadMark, Thread
from portal.messaging.selectors.threads import person
from portal.programs.models import Patient

# So many waiting threads are looked at, the most pressing first, however many there are: a team with more of
# them is not helped by the exact number, and to count them would read them all.
MOST_COUNTED = 1000
QUEUES = ("team", "mine", "unassigned")


@dataclass(frozen=True)
class Counts:
    """Threads that wait for an answer: the true numbers up to MOST_COUNTED in all."""

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
    found = Thread.objects.filter(_team(actor), _of_queue(actor, queue), state="open")
    if topic is not None:
        found = found.filter(topic=topic)
    return found.select_related("patient__program", "assigned_to", "covering_for")


def _team(actor: Actor) -> Q:
    """`policy.patients_for` the inbox, by values: a program's threads are then read in the order of their
    index, from the first one on, and not all of them."""
    if actor.is_system:
        return Q()
    patients, programs = policy.reach(actor, Permission.INBOX_READ)
    if programs and patients:  # who leads a program and is also on teams in it
        elsewhere = Patient.objects.filter(id__in=patients).exclude(program_id__in=programs)
        patients = set(elsewhere.values_list("id", flat=True))
    over = Q(program_id__in=programs) if programs else Q(pk__in=[])
    return over | Q(patient_id__in=patients) if patients else over


def _waiting(actor: Actor) -> "QuerySet[Thread]":
    """The most pressing threads that wait."""
    found = Thread.objects.filter(_team(actor), state="open", waiting_since__isnull=False)
    return found.order_by("sort_key", "id")[:MOST_COUNTED]


def counts(actor: Actor) -> Counts:
    wanted = {"queue_team": Count("id"), "queue_unassigned": Count("id", filter=Q(assigned_to=None))}
    wanted["queue_mine"] = Count("id", filter=Q(mine=True))
    wanted |= {f"topic_{name}": Count("id", filter=Q(topic=name)) for name in TOPICS}
    mine = Case(When(assigned_to__account_id=actor.account_id, then=Value(True)), default=Value(False))
    found = _waiting(actor).annotate(mine=mine).aggregate(**wanted)
    return Counts(
        {name: found[f"queue_{name}"] for name in QUEUES}, {name: found[f"topic_{name}"] for name in TOPICS}
    )


def _mark(account_id: UUID, name: str) -> Coalesce:
    found = ReadMark.objects.filter(thread=OuterRef("pk"), account_id=account_id).values(name)
    return Coalesce(Subquery(found[:1]), 0, output_field=IntegerField())


def unread(actor: Actor) -> Unread:
    """The one source of every badge. Zero for who takes part in no thread."""
    me = person(actor)
    own = Thread.objects.filter(policy.patients_for(actor, Permission.MESSAGE_READ), patient__account_id=me)
    messages = own.annotate(seen=_mark(me, "team_seq")).aggregate(n=Sum(F("team_seq") - F("seen")))["n"]
    waiting = Thread.objects.filter(id__in=_waiting(actor).values("id")).annotate(seen=_mark(me, "seq"))
    return Unread(messages or 0, waiting.filter(seen__lt=F("last_seq")).count())
