"""Everyone of the cast tries every endpoint and every socket command."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.api.realtime.trying import try_command
from tests.cast import Row, rows, try_http, untouched
from tests.world import CAST, build

ROWS = rows()
_OUTSIDE = {"/api/v1/openapi.json"}  # the schema itself, in the demo alone


def _endpoints(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _endpoints(pattern.url_patterns, here)
        elif here.startswith("/api/v1/") and here not in _OUTSIDE:
            view = getattr(pattern.callback, "view_class", None)
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", here)
            for method in ("get", "post", "put", "patch", "delete"):
                if hasattr(view, method):
                    yield f"{method.upper()} {path}"


def test_every_endpoint_has_a_row() -> None:
    known = {row.name for row in ROWS if row.method != "COMMAND"}
    there = set(_endpoints(get_resolver().url_patterns))
    assert there - known == set(), "endpoints that nobody of the cast has tried"
    assert known - there == set(), "rows of endpoints that are gone"


def test_every_socket_command_has_a_row() -> None:
    from api.realtime import registry

    known = {row.path for row in ROWS if row.method == "COMMAND"}
    assert set(registry.commands()) == known


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_cast_gets_what_the_table_says(row: Row) -> None:
    world = build()
    made = row.make(world)
    got, wanted = {}, {}
    for who in CAST:
        with untouched():
            got[who] = (
                try_command(world, row, who, made)
                if row.method == "COMMAND"
                else try_http(world, row, who, made)
            )
        wanted[who] = row.wanted(who)
    assert got == wanted
