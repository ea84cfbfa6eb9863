"""Statements that are on every write's and every delivery's path: prepared once for each connection, so that
PostgreSQL plans them once, and read without the ORM's work for each row.

They run in the open transaction, or as one of their own. Columns come from the models: a new field of a
table is read without an edit here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import psycopg
from django.db import connection, models

M = TypeVar("M", bound=models.Model)
_PARAMETER = re.compile(r"%\((\w+)\)s")


def run(text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one prepared statement with `%(name)s` parameters. Raises Django's database errors."""
    connection.ensure_connection()
    if connection.queries_logged:  # tests count queries by this log
        connection.queries_log.append({"sql": text, "time": "0"})
    numbered, names_in_order = _numbered(text)
    values = [parameters[name] for name in names_in_order]
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        cursor.execute(numbered, values, prepare=True, binary=True)
        # Not `description`: it would make an object for each column, each time.
        return cursor.fetchall() if cursor.rownumber is not None else []


@lru_cache
def _numbered(text: str) -> tuple[bytes, list[str]]:
    """`%(name)s` as PostgreSQL's own `$1`, and the names in their order. psycopg would look for them in the
    whole of a long text each time."""
    found: dict[str, str] = {}
    made = _PARAMETER.sub(lambda at: found.setdefault(at[1], f"${len(found) + 1}"), text)
    return made.encode(), list(found)


def names(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def columns(model: type[models.Model], alias: str) -> str:
    """All columns of a table, in the order in which `instance` takes them."""
    return ", ".join(f'{alias}."{name}"' for name in names(model))


def arrays(model: type[models.Model], alias: str, *, order: str) -> str:
    """All columns of several rows as one array each, for `instances`."""
    return ", ".join(f'array_agg({alias}."{name}" ORDER BY {order}) AS "{name}"' for name in names(model))


def instance(model: type[M], row: Iterator[Any]) -> M | None:
    """The next row of a table out of a wider row; None where an outer join found none."""
    fields = model._meta.concrete_fields
    values = list(islice(row, len(fields)))
    if values[0] is None:
        return None
    return model.from_db(connection.alias, [str(field.attname) for field in fields], values)


def instances(model: type[M], row: Iterator[Any]) -> list[M]:
    """What `arrays` brought. Sealed columns come as bytes, as in a row of their own."""
    fields = model._meta.concrete_fields
    found: Sequence[Any] = list(islice(row, len(fields)))
    if found[0] is None:
        return []
    wanted = [str(field.attname) for field in fields]
    return [model.from_db(connection.alias, wanted, list(values)) for values in zip(*found, strict=True)]
