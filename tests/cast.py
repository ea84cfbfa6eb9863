"""The cast table: every endpoint and socket command, tried by everyone of the cast.

A domain gives its rows in `tests/api/<domain>/cast.py`:

    ROWS = [
        Row("GET", "/api/v1/threads/{thread_id}", make=thread, expect={"patient": 200}),
        Row("COMMAND", "messaging.send", make=send, expect={"patient": "ack"}),
    ]

`make(world)` adds what the row needs and returns the ids of the path ("path"), the JSON "body" and the
"query". Who is not named in `expect` gets `default` (404: missing and forbidden are the same); "nobody" gets
401. For a command the answers are "ack" or a problem's code ("not_found"). Each person tries against the
same untouched state. An endpoint or command without a row fails `tests/api/test_cast_table.py`.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from tests.world import CAST, World

Made = dict[str, Any]


def nothing(_world: World) -> Made:
    return {}


@dataclass(frozen=True)
class Row:
    method: str
    path: str
    make: Callable[[World], Made] = nothing
    expect: dict[str, int | str] = field(default_factory=dict)
    default: int | str = 404
    nobody: int | str = 401

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def wanted(self, who: str) -> int | str:
        if who in self.expect:
            return self.expect[who]
        if who == "nobody":
            return "closed" if self.method == "COMMAND" else self.nobody
        return "not_found" if self.method == "COMMAND" and self.default == 404 else self.default


def rows() -> list[Row]:
    """The rows of all domains."""
    found: list[Row] = []
    for file in sorted((Path(__file__).parent / "api").glob("*/cast.py")):
        found += importlib.import_module(f"tests.api.{file.parent.name}.cast").ROWS
    return found


def everyone(*, status: int | str) -> dict[str, int | str]:
    """For what any signed-in person may."""
    return {who: status for who in CAST if who != "nobody"}


@contextmanager
def untouched() -> Iterator[None]:
    """What happens inside is undone: the next person finds the same state."""
    block = transaction.atomic()
    # As Django's TestCase marks its own blocks: a durable action may stand directly inside.
    block._from_testcase = True  # type: ignore[attr-defined]  # Django's private mark
    with block:
        yield
        transaction.set_rollback(True)


def try_http(world: World, row: Row, who: str, made: Made) -> int:
    path = row.path.format(**made.get("path", {}))
    client = world.client(who)
    response = client.generic(
        row.method,
        path,
        data=_json(made.get("body")),
        content_type="application/json",
        query_params=made.get("query", {}),
        headers={"idempotency-key": str(uuid4())},
    )
    return int(response.status_code)


def _json(body: Any) -> str:
    import json

    return "" if body is None else json.dumps(body, default=str)
