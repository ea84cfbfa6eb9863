"""What a row of the inbox shows beside the words: the patient's track, and notes that name the reader."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from portal.kernel.actor import Actor
from portal.messaging.models import Mention, Thread
from portal.programs.models import Enrolment


@dataclass(frozen=True)
class Marks:
    """`mentions`: notes that name the reader, seen or not; `unseen` those not seen yet."""

    track_id: UUID | None = None
    track: str = ""
    mentions: int = 0
    unseen: int = 0


def marks_of(actor: Actor, threads: Collection[Thread]) -> dict[UUID, Marks]:
    """Of threads that a selector gave to a member of the team. Two queries, however many there are."""
    if not threads:
        return {}
    open_now = Enrolment.objects.filter(patient__in={row.patient_id for row in threads}, ends_on=None)
    tracks = {row.patient_id: row.track for row in open_now.select_related("track")}
    mine = Mention.objects.filter(thread__in=[row.id for row in threads])
    # A job of the product is named by nobody.
    mine = mine.filter(account_id=actor.account_id) if actor.account_id else mine.none()
    counted = {
        row["thread_id"]: (row["n"], row["unseen"])
        for row in mine.values("thread_id").annotate(n=Count("id"), unseen=Count("id", Q(seen_at=None)))
    }
    found = {}
    for row in threads:
        track, (n, unseen) = tracks.get(row.patient_id), counted.get(row.id, (0, 0))
        found[row.id] = Marks(track.id if track else None, track.name if track else "", n, unseen)
    return found
