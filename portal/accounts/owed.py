"""What the open sockets of many accounts are owed, in one statement and of one instant."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from portal.accounts import sql
from portal.kernel import clock, statements
from portal.outbox import Item
from portal.outbox.selectors import item


@dataclass
class Owed:
    """`alive`: those of the named sessions that may hold a socket; `version`: of the account's rights. Grants
    that are read after it are at least as new as it; `items` are the next after the one that is named."""

    alive: set[str]
    version: int
    items: list[Item] = field(default_factory=list)


def of(asked: Sequence[tuple[UUID, Collection[str], int]], *, most: int) -> list[Owed]:
    """For each account, with ids of its sessions and the number of its last item, at most `most` items."""
    rows = [
        {"place": place, "account": account_id, "after": after, "sessions": list(sessions)}
        for place, (account_id, sessions, after) in enumerate(asked)
    ]
    values = {"asked": statements.rows(rows), "limit": most, "now": clock.now()}
    found: dict[int, Owed] = {}
    for place, alive, version, *told in statements.run(sql.OWED, values):
        owed = found.setdefault(place, Owed({str(one) for one in alive or ()}, version))
        if told[0] is not None:
            owed.items.append(item(told))
    return [found[place] for place in range(len(asked))]
