"""Cursor pages: no COUNT, no offset. A cursor is a signed position that says nothing of ids to a reader."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

from portal.kernel.errors import Invalid

LARGEST = 100


def page(
    rows: "QuerySet[Any]", *, by: str, cursor: str | None, limit: int, newest_first: bool = True
) -> tuple[list[Any], str | None]:
    """At most `limit` rows in the order of (`by`, id), and the cursor of the next page or None."""
    limit = max(1, min(limit, LARGEST))
    sign, op = ("-", "lt") if newest_first else ("", "gt")
    if cursor:
        at, last = read_cursor(cursor, by)
        # The first condition follows from the second; it is the one that an index can begin at.
        rows = rows.filter(
            Q(**{f"{by}__{op}e": at}), Q(**{f"{by}__{op}": at}) | Q(**{by: at, f"id__{op}": last})
        )
    found = list(rows.order_by(f"{sign}{by}", f"{sign}id")[: limit + 1])
    if len(found) <= limit:
        return found, None
    edge = found[limit - 1]
    return found[:limit], cursor_at(by, getattr(edge, by), edge.id)


def cursor_at(by: str, value: Any, last: UUID | str) -> str:
    """The cursor after the row with this value and id."""
    written = value.isoformat() if isinstance(value, datetime) else value
    return signing.dumps([by, written, str(last)], salt="cursor")


def read_cursor(cursor: str, by: str) -> tuple[Any, UUID | str]:
    """The value and the id that a cursor of this order names; Invalid for any other."""
    try:
        field, value, last = signing.loads(cursor, salt="cursor")
        if field != by:
            raise ValueError
        if isinstance(value, str) and "T" in value:
            value = datetime.fromisoformat(value)
        return value, last
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Invalid("/cursor", "errors.field.invalid") from error
