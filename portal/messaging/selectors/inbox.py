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
from portal.messaging.models import Mention, Message, ReadMark, Thread
from portal.messaging.selectors.threads import person
from portal.programs.models import Enrolment, Patient

# So many waiting threads are looked at, the most pressing first, however many there are: a team with more of
# them is not helped by the exact number, and to count them would read them all.
MOST_COUNTED = 1000
QUEUES = ("team", "mine", "unassigned", "mentions")


@dataclass(frozen=True)
class TrackCount:
    id: UUID
    name: str
    waiting: int


@dataclass(frozen=True)
class Counts:
    """Threads that wait for an answer, the true numbers up to MOST_COUNTED in all; under "mentions", notes
    that name the reader and were not seen."""

    queues: dict[str, int]
    topics: dict[str, int]
    risk: int
    tracks: list[TrackCount]


@dataclass(frozen=True)
class Unread:
    """`messages`: what the team wrote to this person and they have not read. `waiting`: threads that wait
    for an answer and hold something that this member of the team has not read."""

    messages: int
    waiting: int


def _of_queue(actor: Actor, queue: str) -> Q:
    if queue == "mine":
        return Q(assigned_to__account_id=actor.account_id, state="open")
    if queue == "mentions":
        # A closed thread stays here until the note was seen.
        mine = Mention.objects.filter(account_id=actor.me)
        unseen = mine.filter(seen_at=None).values("thread_id")
        return Q(id__in=mine.values("thread_id"), state="open") | Q(id__in=unseen)
    return Q(assigned_to=None, state="open") if queue == "unassigned" else Q(state="open")


def inbox(
    actor: Actor,
    *,
    queue: str = "team",
    topic: str | None = None,
    track_id: UUID | None = None,
    at_risk: bool = False,
) -> "QuerySet[Thread]":
    """Open threads of the actor's patients, to be read by `sort_key`; show them through `views_of`."""
    if queue not in QUEUES:
        raise Invalid("/queue", "errors.field.invalid_choice")
    found = Thread.objects.filter(_team(actor), _of_queue(actor, queue))
    if topic is not None:
        found = found.filter(topic=topic)
    if track_id is not None:
        on_it = Enrolment.objects.filter(track_id=track_id, ends_on=None)
        found = found.filter(patient_id__in=on_it.values("patient_id"))
    if at_risk:
        found = found.filter(risk__gt=0)
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
    """A fixed number of queries, whatever the size of the inbox."""
    wanted = {"queue_team": Count("id"), "queue_unassigned": Count("id", filter=Q(assigned_to=None))}
    wanted["queue_mine"] = Count("id", filter=Q(mine=True))
    wanted |= {f"topic_{name}": Count("id", filter=Q(topic=name)) for name in TOPICS}
    wanted["risk"] = Count("id", filter=Q(risk__gt=0))
    mine = Case(When(assigned_to__account_id=actor.account_id, then=Value(True)), default=Value(False))
    found = _waiting(actor).annotate(mine=mine).aggregate(**wanted)
    queues = {name: found[f"queue_{name}"] for name in QUEUES[:3]}
    unseen = Mention.objects.filter(
        policy.patients_for(actor, Permission.INBOX_READ), account_id=actor.me, seen_at=None
    )
    return Counts(
        queues | {"mentions": unseen.count()},
        {name: found[f"topic_{name}"] for name in TOPICS},
        found["risk"],
        _tracks(actor),
    )


def _tracks(actor: Actor) -> list[TrackCount]:
    """The tracks on which the actor has patients, with the threads that wait there."""
    rule = policy.patients_for(actor, Permission.INBOX_READ)
    waiting = Thread.objects.filter(
        patient_id=OuterRef("patient_id"), state="open", waiting_since__isnull=False
    )
    a_patient = waiting.order_by().values("patient_id").annotate(n=Count("id")).values("n")
    rows = Enrolment.objects.filter(rule, ends_on=None, track__isnull=False).annotate(
        waiting=Coalesce(Subquery(a_patient), 0, output_field=IntegerField())
    )
    summed = rows.order_by().values("track_id", "track__name").annotate(n=Sum("waiting"))
    return [
        TrackCount(row["track_id"], row["track__name"], row["n"])
        for row in summed.order_by("track__name", "track_id")
    ]


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
    waiting = Thread.objects.filter(id__in=_waiting(actor).values("id"))
    waiting = waiting.annotate(at=_mark(me, "seq"), seen=_mark(me, "team_seq"))
    waiting = waiting.annotate(gone=_gone(from_team=False))
    theirs = F("last_seq") - F("team_seq") - F("gone")
    return Unread(messages or 0, waiting.filter(at__lt=theirs + F("seen")).count())
