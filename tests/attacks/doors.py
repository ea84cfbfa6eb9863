"""Every door of the API with somebody else's real id in it, from the rows of the cast table."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client

from tests.cast import Made, Row, rows

# A place may hold an id among words ("thread.<id>").
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Tables that may change when a refused request is served: who asked, how often, and that it was refused.
_OWN_BOOKS = ("audit_", "kernel_limit", "django_session", "accounts_session", "kernel_idempotencykey")


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    queries: int


def with_ids(*methods: str) -> list[Row]:
    """The rows whose address names an object that the first patient may see and a neighbour may not."""
    return [
        row for row in rows() if row.method in methods and "{" in row.path and row.wanted("neighbour") == 404
    ]


def knock(client: Client, row: Row, path: str, made: Made, **extra: Any) -> Any:
    import json

    body = made.get("body")
    return client.generic(
        extra.pop("method", row.method),
        path,
        data="" if body is None else json.dumps(body, default=str),
        content_type="application/json",
        headers={"idempotency-key": str(uuid4())} | extra.pop("headers", {}),
        query_params=extra.pop("query", made.get("query", {})),
    )


def answer(client: Client, row: Row, path: str, made: Made) -> Answer:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = knock(client, row, path, made)
    headers = tuple(sorted((k, v) for k, v in response.items() if k != "Content-Length"))
    return Answer(response.status_code, response.content, headers, len(captured))


def guessed(row: Row, made: Made) -> str:
    """The same address with ids that nothing has."""
    ids = {name: _UUID.sub(lambda _found: str(uuid4()), str(value)) for name, value in made["path"].items()}
    return row.path.format(**ids)


def real(row: Row, made: Made) -> str:
    return row.path.format(**made["path"])


def ids_of(made: Made) -> list[UUID]:
    return [UUID(found) for value in made["path"].values() for found in _UUID.findall(str(value))]


def fingerprint() -> dict[str, str]:
    """What every table holds, but for the books of who asked."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (table,) in cursor.fetchall():
            if table.startswith(_OWN_BOOKS):
                continue
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" t"
            )
            found[table] = cursor.fetchone()[0]
    return found
