"""The team's shared inbox, and the counts that everyone is shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from portal import audit
from portal.kernel import clock, crypto, statements
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.messaging import sql
from portal.messaging.logic import TOPICS
from portal.messaging.models import Message
from portal.messaging.selectors.threads import LARGEST_PAGE, person
from portal.messaging.sql import MOST_COUNTED

QUEUES = tuple(sql.INBOX)
_BODY = Message._meta.get_field("body")
_FARTHEST = 2**62  # beyond every place


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


class Row(NamedTuple):
    """A thread as the team's inbox shows it to this reader: what `ThreadView` says of it, in values. The
    names that begin with `last_` are of what a person wrote last (its place in time excepted)."""

    id: UUID
    version: int
    patient_id: UUID
    program_id: UUID
    topic: str
    state: str
    opened_at: datetime
    last_message_at: datetime
    last_seq: int
    waiting_since: datetime | None
    answer_by: datetime | None
    previous_id: UUID | None
    risk: int
    sort_key: int
    session_at: datetime | None
    patient_name: str
    full_name: str
    pronouns: str
    owner_id: UUID | None
    owner_account_id: UUID | None
    owner_name: str | None
    covered_id: UUID | None
    covered_account_id: UUID | None
    covered_name: str | None
    replying_account_id: UUID | None
    replying_name: str | None
    replying_until: datetime | None
    team_mark_name: str | None
    team_mark_seq: int | None
    team_mark_at: datetime | None
    patient_mark_name: str | None
    patient_mark_seq: int | None
    patient_mark_at: datetime | None
    unread: int
    track_id: UUID | None
    track: str
    mentions: int
    unseen_mentions: int
    more: bool
    last_from_team: bool | None
    last_author_name: str | None
    last_recalled_at: datetime | None
    last_attached: int | None
    last_sent_at: datetime | None
    last_id: UUID | None
    last_sealed: bytes | None

    @property
    def last_body(self) -> str | None:
        """The words, opened when they are read."""
        if self.last_sealed is None:
            return None
        return _BODY.open_value(self.last_sealed, pk=self.last_id, owner=self.patient_id)


@dataclass(frozen=True)
class InboxPage:
    """`more`: there are rows after the last one."""

    rows: list[Row]
    more: bool


def inbox(
    actor: Actor,
    *,
    queue: str = "team",
    topic: str | None = None,
    track_id: UUID | None = None,
    at_risk: bool = False,
    after: tuple[int, UUID] | None = None,
    limit: int = 30,
) -> InboxPage:
    """Open threads of the actor's patients by their place, from behind `after` (`sort_key` and id of a row)
    on. One statement, with one audit entry for each row. Allowed: care team, lead; others see nothing."""
    if queue not in QUEUES:
        raise Invalid("/queue", "errors.field.invalid_choice")
    key, last = after or (-_FARTHEST, UUID(int=0))
    limit = max(1, min(limit, LARGEST_PAGE))
    asked: dict[str, object] = {
        "topic": topic, "track_id": track_id, "risk": 1 if at_risk else 0, "key": key, "id": last,
        "limit": limit, "now": clock.now(), "account_id": actor.account_id,
    }  # fmt: skip
    page = next(most for most in sql.PAGES if limit <= most)
    found = statements.run(sql.INBOX[queue][page], asked | audit.signature(actor))
    rows = [Row._make(row) for row in found]
    crypto.fetch({row.patient_id for row in rows})
    return InboxPage(rows, more=bool(rows) and rows[0].more)


def badges(actor: Actor) -> tuple[Unread, Counts]:
    """Every count that a person is shown, in one query, whatever the size of the inbox. Zero for who takes
    part in no thread."""
    asked = {"account_id": person(actor), "now": clock.now(), "most": MOST_COUNTED}
    (found,) = statements.run(sql.BADGES, asked)
    messages, news, team, mine, unassigned, mentions, risk, ids, names, n, *by_topic = found
    counts = Counts(
        {"team": team, "mine": mine, "unassigned": unassigned, "mentions": mentions},
        dict(zip(TOPICS, by_topic, strict=True)),
        risk,
        [TrackCount(*track) for track in zip(ids, names, n, strict=True)],
    )
    return Unread(messages, news), counts


def counts(actor: Actor) -> Counts:
    return badges(actor)[1]


def unread(actor: Actor) -> Unread:
    return badges(actor)[0]
