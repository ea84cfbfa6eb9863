"""Looking for words in one patient's threads.

What was written is sealed, and no index of it exists: a page of the search opens the newest messages, one
after the other, until a moment has passed, and the next page goes on from there. So the first hits come at
once, the reader sees how far back it has looked, and one request never holds a worker for long.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from portal import audit
from portal.access.matrix import Permission
from portal.kernel import clock, limits
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.messaging import logic
from portal.messaging.logic import Snippet
from portal.messaging.models import Message
from portal.programs import selectors as programs

_PAGE = 500
_MOMENT_SECONDS = 0.4
_MOST_HITS = 50
_PAGES_A_MINUTE = 120


@dataclass(frozen=True)
class Hit:
    """`message` has its thread; `snippet` is where the words stand."""

    message: Message
    snippet: Snippet


@dataclass(frozen=True)
class Found:
    """`back_to` is the instant (UTC) down to which everything was looked at; `after` goes on from there,
    None at the end of the two years."""

    hits: list[Hit]
    looked_at: int
    back_to: datetime
    after: tuple[datetime, UUID] | None


def search(
    actor: Actor, *, words: str, patient_id: UUID | None = None, after: tuple[datetime, UUID] | None = None
) -> Found:
    """One page of the messages of a patient (None: the actor's own) that hold all these words, newest first.

    Capitals and accents do not matter. Each page leaves one entry in the audit, with the number of hits and
    never the words. Raises NotFound, Invalid, TooMany.
    """
    limits.hit("messaging.search", str(actor.me), most=_PAGES_A_MINUTE, per=timedelta(minutes=1))
    wanted = logic.fold(words).split()
    if not wanted or len(words) > logic.LONGEST_SEARCH:
        raise Invalid("/words", "errors.field.blank" if not wanted else "errors.field.max_length")
    of = patient_id or programs.own_patient(actor).id
    patient = programs.patient(actor, patient_id=of, permission=Permission.MESSAGE_READ)
    oldest = clock.now() - logic.SEARCH_BACK
    rows = Message.objects.filter(patient=patient, recalled_at=None, sent_at__gte=oldest)
    if after is not None:
        at, last = after
        rows = rows.filter(Q(sent_at__lt=at) | Q(sent_at=at, id__lt=last))
    page = list(rows.select_related("thread").order_by("-sent_at", "-id")[:_PAGE])
    hits, looked_at = _look(page, wanted)
    audit.read(
        actor,
        "messaging.search",
        object_type="patient",
        object_id=patient.id,
        patient_id=patient.id,
        program_id=patient.program_id,
        count=len(hits),
    )
    if looked_at == len(page) < _PAGE:
        return Found(hits, looked_at, oldest, None)
    end = page[looked_at - 1]
    return Found(hits, looked_at, end.sent_at, (end.sent_at, end.id))


def _look(page: list[Message], wanted: list[str]) -> tuple[list[Hit], int]:
    """At least one message is opened, so that every page moves on."""
    hits: list[Hit] = []
    until = time.monotonic() + _MOMENT_SECONDS
    for looked_at, message in enumerate(page, start=1):
        if found := logic.snippet(message.body, wanted):
            hits.append(Hit(message, found))
        if len(hits) == _MOST_HITS or time.monotonic() > until:
            return hits, looked_at
    return hits, len(page)
