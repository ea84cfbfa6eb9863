"""The ledger of notices, for the actions of the domains that have something to say.

`plan` and `withdraw` run inside the caller's transaction. `reason` registers how to ask again, just before
sending, whether there still is one: the domain that planned a notice knows, this one does not.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Value, When

from portal.notify.models import Notice

Reason = Callable[[Notice], bool]
_reasons: dict[str, Reason] = {}


def reason(template: str) -> Callable[[Reason], Reason]:
    """`@reason("session")`: the function says whether the notice is still true and still wanted."""

    def register(function: Reason) -> Reason:
        _reasons[template] = function
        return function

    return register


def still_true(notice: Notice) -> bool:
    asked = _reasons.get(notice.template)
    return asked(notice) if asked else True


def drafts(
    *,
    account_id: UUID,
    channels: Iterable[str],
    template: str,
    about_id: UUID,
    about_at: datetime,
    path: str,
    once: str,
    due_at: datetime,
    stale_at: datetime,
    lead: int | None = None,
    about_seq: int | None = None,
    falls_back: bool = False,
) -> list[Notice]:
    """Rows for `plan`, one a channel; `once` tells this notice from every other one of the person."""
    return [
        Notice(
            account_id=account_id, channel=channel, template=template, about_id=about_id, about_at=about_at,
            path=path, dedupe=f"{once}:{account_id}:{channel}", due_at=due_at, stale_at=stale_at, lead=lead,
            once=once, about_seq=about_seq, falls_back=falls_back,
        )
        for channel in channels
    ]  # fmt: skip


def plan(rows: Iterable[Notice]) -> int:
    """Puts notices into the ledger. Those that are there already stay as they are, save what was taken back
    before it went out: it is wanted again (a session moved back, a room changed and not the time). Three
    statements, however many. Returns how many are new or wanted again."""
    wanted = list(rows)
    found = Notice.objects.filter(dedupe__in=[r.dedupe for r in wanted]).values_list("dedupe", "state")
    known = dict(found)
    fresh = [row for row in wanted if row.dedupe not in known]
    Notice.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    back = [dedupe for dedupe, state in known.items() if state == "withdrawn"]
    if not back:
        return len(fresh)
    due = Case(*(When(dedupe=row.dedupe, then=Value(row.due_at)) for row in wanted if row.dedupe in back))
    again = Notice.objects.filter(dedupe__in=back, state="withdrawn", sent_at=None)
    return len(fresh) + again.update(state="pending", attempts=0, due_at=due)


def withdraw(*, about_id: UUID, template: str) -> int:
    """Takes back what has not gone out yet. Returns how many."""
    waiting = Notice.objects.filter(about_id=about_id, template=template, state="pending")
    return waiting.update(state="withdrawn")
